import { performance } from 'node:perf_hooks';

/** One way of doing the same work. */
export interface Contender {
  readonly name: string;
  /** Does the work `count` times. */
  run(count: number): Promise<void>;
}

export interface ContestPlan {
  /** Slices of each contender that count; they alternate. */
  readonly rounds: number;
  /** How often the work is done in one slice. */
  readonly perRound: number;
}

export interface Standing {
  readonly name: string;
  /** Median over the slices, CPU of this process for one piece of work, in microseconds. */
  readonly cpuMicros: number;
  /** Median over the slices, pieces of work a second of wall time. */
  readonly perSecond: number;
  /** CPU against the first contender. */
  readonly cpuRatio: number;
}

/** Lets contenders do the same work in turns, after one slice each that does not count. */
export async function contest(
  contenders: readonly Contender[],
  plan: ContestPlan,
): Promise<readonly Standing[]> {
  const slices = new Map(contenders.map(({ name }) => [name, { cpu: [] as number[], wall: [] as number[] }]));
  for (let round = -1; round < plan.rounds; round++) {
    for (const contender of contenders) {
      const cpu = process.cpuUsage();
      const start = performance.now();
      await contender.run(plan.perRound);
      const wallMs = performance.now() - start;
      const { user, system } = process.cpuUsage(cpu);
      if (round < 0) continue;
      slices.get(contender.name)?.cpu.push((user + system) / plan.perRound);
      slices.get(contender.name)?.wall.push((1000 * plan.perRound) / wallMs);
    }
  }
  const standings = [...slices].map(([name, { cpu, wall }]) => ({
    name,
    cpuMicros: median(cpu),
    perSecond: median(wall),
  }));
  const reference = standings[0]?.cpuMicros ?? Number.NaN;
  return standings.map((standing) => ({ ...standing, cpuRatio: standing.cpuMicros / reference }));
}

/** The middle of the values, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  if (low === undefined || high === undefined) throw new RangeError('median of nothing');
  return (low + high) / 2;
}
