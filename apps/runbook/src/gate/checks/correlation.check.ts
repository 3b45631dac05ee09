import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import type { GateContext } from '../gate-context.js';
import type { GateCheck } from '../gate-item.js';
import { runTool } from '../../tools/run-tool.js';

const PAUSE_MS = 500;
/** Pages, API, refusals; each is asked twice. */
const PATHS = ['/', '/problems', '/healthz', '/nothing-is-here', '/api/couples/sessions/x'] as const;

const TIMELINE = v.object({
  found: v.boolean(),
  events: v.array(
    v.object({
      kind: v.string(),
      requestId: v.optional(v.string()),
      traceId: v.optional(v.string()),
      span: v.optional(v.object({ kind: v.string() })),
    }),
  ),
});

/** A request of the sample, and whether its lines and spans are the same story. */
interface Joined {
  readonly requestId: string;
  readonly path: string;
  readonly joined: boolean;
}

/** Of every request of a sample there are a log line and a span, with the same request id and trace. */
export const correlationCheck: GateCheck<GateContext> = {
  item: 'correlation',
  title: { en: 'Logs, spans and request ids join', ko: '로그·스팬·요청 ID의 연결' },
  async check({ candidate, runbook: { config, pathOf } }) {
    const { logs, spans, join_patience_s: patience } = config.gate;
    if (logs === undefined || spans === undefined) {
      const text = { en: 'gate.logs or gate.spans names nothing.', ko: 'gate.logs나 gate.spans가 비어 있어요.' };
      return { verdict: 'waiting', text, evidence: {} };
    }
    const sample = await Promise.all([...PATHS, ...PATHS].map((path) => ask(candidate, path)));
    const end = performance.now() + patience * 1_000;
    const requests: Joined[] = [];
    for (const { requestId, path } of sample) {
      const files = [pathOf(logs), pathOf(spans)];
      let joined = await isJoined(requestId, files);
      while (!joined && performance.now() < end) {
        await delay(PAUSE_MS);
        joined = await isJoined(requestId, files);
      }
      requests.push({ requestId, path, joined });
    }
    const share = requests.filter(({ joined }) => joined).length / requests.length;
    const evidence = { share, requests };
    return share === 1
      ? { verdict: 'pass', text: { en: `Join = 1.0 of ${requests.length}.`, ko: `${requests.length}건 모두 이어져요(1.0).` }, evidence }
      : { verdict: 'fail', text: { en: `Join = ${share} of ${requests.length}.`, ko: `${requests.length}건 중 ${share}만 이어져요.` }, evidence };
  },
}; // prettier-ignore

async function ask(
  candidate: string,
  path: string,
): Promise<{ readonly requestId: string; readonly path: string }> {
  const requestId = randomUUID();
  // Sampled, whatever share the candidate samples: it is a sample already. (https://www.w3.org/TR/trace-context/)
  const traceparent = `00-${randomUUID().replaceAll('-', '')}-${randomUUID().replaceAll('-', '').slice(16)}-01`;
  const headers = { 'X-Request-ID': requestId, traceparent };
  const response = await fetch(candidate + path, { headers, signal: AbortSignal.timeout(10_000) });
  await response.arrayBuffer();
  return { requestId: response.headers.get('x-request-id') ?? requestId, path };
}

async function isJoined(requestId: string, files: readonly string[]): Promise<boolean> {
  const tool = { package: '@couplekit/observability', bin: 'couplekit-timeline' } as const;
  const { code, out } = await runTool(tool, ['--json', '--request-id', requestId, ...files]);
  if (code !== 0) return false;
  const { events } = v.parse(TIMELINE, JSON.parse(out));
  const lines = events.filter(({ kind, requestId: id }) => kind === 'access' && id === requestId);
  const traces = new Set(events.filter(({ span }) => span?.kind === 'server').map(({ traceId }) => traceId));
  return lines.length > 0 && lines.every(({ traceId }) => traceId !== undefined && traces.has(traceId));
}
