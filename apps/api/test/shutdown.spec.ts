import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareEnvironment, eventually, freePort, startOtlpCollector } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = join(import.meta.dirname, '..', 'dist', 'main.js');
const NOBODY = 'http://127.0.0.1:1';

let logDir: string;
beforeEach(async () => void (logDir = await mkdtemp(join(tmpdir(), 'api-logs-'))));
afterEach(() => rm(logDir, { recursive: true }));

/** Resolves to whether the whole answer came. */
function get(url: string, agent: Agent, id: string): Promise<boolean> {
  return new Promise((resolve) => {
    request(url, { agent, headers: { 'X-Request-ID': id } }, (response) => {
      response.resume().on('close', () => resolve(response.complete));
    })
      .on('error', () => resolve(false))
      .end();
  });
}

/** Starts the service, calls it over twenty connections, ends it in the middle of that, and waits for its end. */
async function endUnderLoad(env: Record<string, string>) {
  const database = await createDatabase();
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN], {
    env: { ...bareEnvironment(), PORT: String(port), DATABASE_URL: database.url, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const closed = once(child, 'close') as Promise<[number | null]>;
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/readyz`)).ok);
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const answered: string[] = [];
  /** Until the service is gone. */
  const caller = async (name: number) => {
    for (let n = 0; ; n++) {
      const id = `load-${name}-${n}`;
      if (await get(`${url}/${n % 3 === 0 ? 'readyz' : 'healthz'}`, agent, id)) answered.push(id);
      else return;
    }
  };
  const callers = Promise.all(Array.from({ length: 20 }, (_, name) => caller(name)));
  await eventually(() => answered.length > 500);
  child.kill('SIGTERM');
  const [code] = await closed;
  await callers;
  agent.destroy();
  await database.drop();
  return { code, answered, output, errors };
}

/** How many access lines each request has; the log is all of JSON, as written. */
function accessLines(log: string): ReadonlyMap<string, number> {
  const lines = log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const counts = new Map<string, number>();
  for (const { request_id: id, duration_ms: duration } of lines) {
    if (duration !== undefined) counts.set(String(id), (counts.get(String(id)) ?? 0) + 1);
  }
  return counts;
}

function expectOneLineEach(answered: readonly string[], log: string): void {
  const lines = accessLines(log);
  expect(answered.filter((id) => lines.get(id) !== 1)).toEqual([]);
  expect([...lines].filter(([, count]) => count !== 1)).toEqual([]);
}

describe('SIGTERM under load', () => {
  it('loses no line on standard output and no span', async () => {
    await using collector = await startOtlpCollector();
    const { code, answered, output, errors } = await endUnderLoad({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      // More than the load fills: what a full queue drops is not lost by the end.
      OTEL_BSP_MAX_QUEUE_SIZE: '100000',
    });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expectOneLineEach(answered, output);
    const exported = new Set(collector.spans.map(({ attributes }) => attributes['couplekit.request_id']));
    expect(answered.filter((id) => !exported.has(id))).toEqual([]);
  });

  it('loses no line in LOG_DIR, and is not cut off, when no collector listens', async () => {
    const { code, answered, output, errors } = await endUnderLoad({
      OTEL_EXPORTER_OTLP_ENDPOINT: NOBODY,
      LOG_DIR: logDir,
    });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).not.toContain('request_id');
    const [file = '', ...others] = await readdir(logDir);
    expect(others).toEqual([]);
    expect(file).toMatch(/^couplekit-api\.\d{4}-\d{2}-\d{2}\.log$/);
    expectOneLineEach(answered, await readFile(join(logDir, file), 'utf8'));
  });
});
