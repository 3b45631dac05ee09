import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pinToCore } from '../pin-to-core.js';
import { cpuMsOf, freePort, residentMiB } from '../process-figures.js';
import { LoadGenerator, type Load } from './load.js';

const CONNECTIONS = 100;

export interface ContenderPlan {
  readonly name: string;
  readonly stack: 'bare' | 'assembled' | 'ours';
  readonly adapter: 'fastify' | 'express';
  readonly path: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
}

/** A server under load, in a process of its own. */
export interface Contender extends AsyncDisposable {
  readonly plan: ContenderPlan;
  readonly pinned: boolean;
  /** Puts it under load, and says what it took. */
  load(ms: number): Promise<Load & { readonly cpuMicros: number }>;
  residentMiB(): number;
  /** Memory in use, after a collection if the process was started with `--expose-gc`. */
  heapMiB(): Promise<number>;
}

export async function startContender(plan: ContenderPlan, core: number): Promise<Contender> {
  const port = await freePort();
  const main = fileURLToPath(import.meta.resolve('./server.js'));
  const child = spawn(process.execPath, [...(plan.nodeArguments ?? []), main, plan.stack, plan.adapter], {
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), ...plan.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const { pid } = child;
  const lines = createInterface(child.stdout);
  const [line] = (await Promise.race([once(lines, 'line'), gone])) as [unknown];
  if (pid === undefined || line !== 'ready') throw new Error(`${plan.name} did not start.`);
  const pinned = pinToCore(pid, core);
  return {
    plan,
    pinned,
    load: async (ms) => {
      // Opened for each slice: between its turns the server may close what is idle.
      using generator = await LoadGenerator.open(port, plan.path, CONNECTIONS);
      const before = cpuMsOf(pid);
      const load = await generator.run(ms);
      return { ...load, cpuMicros: (1000 * (cpuMsOf(pid) - before)) / load.requests };
    },
    residentMiB: () => residentMiB(pid),
    heapMiB: async () => {
      child.kill('SIGUSR2');
      const [bytes] = (await once(lines, 'line')) as [string];
      return Number(bytes) / 2 ** 20;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
