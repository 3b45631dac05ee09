import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { LoadGenerator, type Load, type LoadRequest } from './load.js';
import { pinToCore } from './pin-to-core.js';
import { cpuMsOf, freePort, residentMiB } from './process-figures.js';

const CONNECTIONS = 100;

/** A program that takes STACK and ADAPTER as arguments, reads `PORT`, and says `ready` when it listens. */
export interface ServerPlan {
  /** URL of the program's file. */
  readonly main: string;
  readonly name: string;
  readonly stack: string;
  readonly adapter: 'fastify' | 'express';
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
}

/** What takes part in a race. */
export interface Contender {
  readonly name: string;
  /** Puts it under load, and says what it took after the first `runUpMs`. */
  load(ms: number, runUpMs?: number): Promise<Load & { readonly cpuMicros: number }>;
}

/** A server in a process of its own. */
export interface BenchServer extends AsyncDisposable {
  readonly plan: ServerPlan;
  readonly pinned: boolean;
  /** Answering this request, as a contender. */
  answering(request: LoadRequest, name?: string): Contender;
  residentMiB(): number;
  /** Memory in use, after a collection if the process was started with `--expose-gc`. */
  heapMiB(): Promise<number>;
}

export async function startServer(plan: ServerPlan, core: number): Promise<BenchServer> {
  const port = await freePort();
  const main = fileURLToPath(plan.main);
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
    answering: (request, name = plan.name) => ({
      name,
      load: async (ms, runUpMs = 0) => {
        // Opened for each slice: between its turns the server may close what is idle.
        using generator = await LoadGenerator.open(port, request, CONNECTIONS);
        if (runUpMs > 0) await generator.run(runUpMs);
        const before = cpuMsOf(pid);
        const load = await generator.run(ms);
        return { ...load, cpuMicros: (1000 * (cpuMsOf(pid) - before)) / load.requests };
      },
    }),
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
