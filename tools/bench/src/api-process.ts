import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cpuMsOf, freePort } from './process-figures.js';

const START_WITHIN_MS = 60_000;

export interface ApiProcess extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  /** CPU that it has used, in milliseconds. */
  cpuMs(): number;
}

/** The reference service as it runs in production, in a process of its own; its log goes to /dev/null. */
export async function startApi(databaseUrl: string): Promise<ApiProcess> {
  const port = await freePort();
  const main = fileURLToPath(import.meta.resolve('@couplekit/api/main'));
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      PREPARED_STATEMENTS: 'on',
      // All load comes from one address.
      RATE_LIMITS: 'off',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error('The API did not start.');
  await untilReady(port, () => child.exitCode !== null);
  return {
    pid,
    port,
    cpuMs: () => cpuMsOf(pid),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function untilReady(port: number, hasEnded: () => boolean): Promise<void> {
  const end = performance.now() + START_WITHIN_MS;
  while (performance.now() < end && !hasEnded()) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await delay(100);
  }
  throw new Error('The API did not become ready.');
}
