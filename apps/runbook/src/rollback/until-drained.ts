import { setTimeout as delay } from 'node:timers/promises';
import type { RolloutWorld } from '../rollout/rollout-world.js';

const PAUSE_MS = 200;

/**
 * Waits until the candidate has answered what it had begun, at most as long as the plan says; where the platform does not tell,
 * exactly so long.
 */
export async function untilDrained({
  traffic,
  request,
  plan,
}: RolloutWorld): Promise<{ readonly drained: boolean | 'not told' }> {
  const end = performance.now() + plan.drain_timeout_s * 1_000;
  for (;;) {
    const drained = await traffic.drained(request.candidate);
    if (drained === true) return { drained };
    if (performance.now() >= end) return { drained: drained ?? 'not told' };
    await delay(PAUSE_MS);
  }
}
