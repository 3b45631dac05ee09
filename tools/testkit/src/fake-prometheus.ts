import { once } from 'node:events';
import { createServer } from 'node:http';
import type { OtlpCollector } from './otlp-collector.js';
import type { CollectedPoint } from './otlp-metrics.js';
import { portOf } from './ports.js';
import { prometheusLabel, prometheusNames } from './prometheus-names.js';

/** Older values are stale, as in Prometheus. */
const LOOKBACK_S = 300;

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels: Labels;
  readonly atS: number;
  readonly value: number;
}

export interface FakePrometheus extends AsyncDisposable {
  /** The base URL. */
  readonly url: string;
  /** The queries that came. */
  readonly queries: readonly string[];
}

/**
 * Prometheus's HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries) over what a collector got.
 * It understands plain selectors, `name{label="a", other=~"b|c"}`, and refuses every other expression.
 */
export async function startFakePrometheus(
  collector: Pick<OtlpCollector, 'metrics'>,
): Promise<FakePrometheus> {
  const queries: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const query = searchParams.get('query') ?? '';
    queries.push(query);
    const matches = pathname === '/api/v1/query' ? readSelector(query) : undefined;
    const atS = Number(searchParams.get('time') ?? Date.now() / 1_000);
    const body = matches
      ? { status: 'success', data: { resultType: 'vector', result: latest(collector, atS).filter(({ labels }) => matches(labels)).map(toWire) } } // prettier-ignore
      : { status: 'error', errorType: 'bad_data', error: `invalid parameter "query": ${query}` };
    response.writeHead(matches ? 200 : 400, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    queries,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The last value of each series. */
function latest({ metrics }: Pick<OtlpCollector, 'metrics'>, atS: number): readonly Sample[] {
  const series = new Map<string, Sample>();
  for (const sample of metrics.flat().flatMap(samplesOf)) {
    if (sample.atS > atS || sample.atS < atS - LOOKBACK_S) continue;
    const key = JSON.stringify(Object.entries(sample.labels).toSorted());
    if ((series.get(key)?.atS ?? 0) <= sample.atS) series.set(key, sample);
  }
  return [...series.values()];
}

function samplesOf(point: CollectedPoint): readonly Sample[] {
  const atS = Number(point.timeNanos) / 1e9;
  const attributes = Object.entries({ ...point.resource, ...point.attributes });
  const common = Object.fromEntries(
    attributes.map(([name, value]) => [prometheusLabel(name), String(value)]),
  );
  const [first = '', , count = ''] = prometheusNames(point);
  if (point.kind !== 'histogram')
    return [{ labels: { ...common, __name__: first }, atS, value: point.value ?? 0 }];
  let below = 0;
  const buckets = (point.buckets ?? []).map((value, at) => {
    below += value;
    const bound = point.bounds?.[at];
    return {
      labels: { ...common, __name__: first, le: bound === undefined ? '+Inf' : String(bound) },
      atS,
      value: below,
    };
  });
  return [...buckets, { labels: { ...common, __name__: count }, atS, value: point.count ?? 0 }];
}

function toWire({ labels, atS, value }: Sample): object {
  return { metric: labels, value: [atS, String(value)] };
}

const MATCHER = /\s*(\w+)\s*(=~|=|!=|!~)\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;

/** @returns undefined for what is no plain selector */
function readSelector(query: string): ((labels: Labels) => boolean) | undefined {
  const [, name, matchers = ''] = /^([a-zA-Z_:]\w*)(?:\{(.*)\})?$/s.exec(query.trim()) ?? [];
  if (name === undefined) return undefined;
  const tests: ((labels: Labels) => boolean)[] = [(labels) => labels['__name__'] === name];
  MATCHER.lastIndex = 0;
  while (MATCHER.lastIndex < matchers.length) {
    const [, label = '', operator, quoted = ''] = MATCHER.exec(matchers) ?? [];
    if (operator === undefined) return undefined;
    const value = JSON.parse(`"${quoted}"`) as string;
    const pattern = operator.endsWith('~') ? new RegExp(`^(?:${value})$`, 's') : undefined;
    const isLike = (text: string) => (pattern ? pattern.test(text) : text === value);
    tests.push((labels) => isLike(labels[label] ?? '') !== operator.startsWith('!'));
  }
  return (labels) => tests.every((test) => test(labels));
}
