import { performance } from 'node:perf_hooks';
import { median } from '../contest.js';
import type { ApiProcess } from '../api-process.js';
import { CALLS, httpJourney, type CallName } from './http-journey.js';
import { KeepAliveClient } from '../keep-alive-client.js';

export interface LoadPlan {
  /** Couples that are on their way at the same time, each on a connection of its own. */
  readonly concurrency: number;
  /** Slices that count, after one that does not. */
  readonly rounds: number;
  readonly journeysPerRound: number;
}

export interface LoadResult {
  /** Medians over the slices. */
  readonly journeysPerSecond: number;
  readonly apiCpuMsPerJourney: number;
  /** Over all calls that count, in milliseconds. */
  readonly latency: readonly { readonly call: CallName; readonly p50: number; readonly p99: number }[];
}

/** Sends couples through the API and measures what it takes. */
export async function apiLoad(api: ApiProcess, plan: LoadPlan): Promise<LoadResult> {
  const clients = await Promise.all(
    Array.from({ length: plan.concurrency }, () => KeepAliveClient.open(api.port)),
  );
  const took = new Map<CallName, number[]>(CALLS.map((call) => [call, []]));
  const perSecond: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round <= plan.rounds; round++) {
    const counts = round > 0;
    const cpuBefore = api.cpuMs();
    const start = performance.now();
    await slice(clients, plan.journeysPerRound, (call, ms) => counts && took.get(call)?.push(ms));
    if (!counts) continue;
    perSecond.push((1000 * plan.journeysPerRound) / (performance.now() - start));
    cpu.push((api.cpuMs() - cpuBefore) / plan.journeysPerRound);
  }
  for (const client of clients) client.close();
  return {
    journeysPerSecond: median(perSecond),
    apiCpuMsPerJourney: median(cpu),
    latency: [...took].map(([call, ms]) => ({ call, p50: median(ms), p99: percentile(ms, 0.99) })),
  };
}

async function slice(
  clients: readonly KeepAliveClient[],
  journeys: number,
  took: (call: CallName, ms: number) => void,
): Promise<void> {
  let next = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (next < journeys) await httpJourney(client, next++, took);
    }),
  );
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
