import { TrafficError } from '../traffic/traffic-error.js';
import { sameShares, withoutNothing } from '../traffic/require-shares.js';
import type { Shares } from '../traffic/traffic-port.js';
import type { RolloutWorld } from './rollout-world.js';

/** How traffic is divided when the candidate has so many percent. */
export function sharesAt({ candidate, stable }: RolloutWorld['request'], percent: number): Shares {
  return withoutNothing({ [stable]: 100 - percent, [candidate]: percent });
}

/**
 * Gives the candidate its share of a step, once. What is intended stands in the ledger before it happens, so that whoever resumes
 * knows whether it was this rollout that divided traffic.
 * @throws {TrafficError} `moved` when it was somebody else
 */
export async function moveTraffic(
  { chronicle, traffic, request }: RolloutWorld,
  percent: number,
): Promise<void> {
  const shares = sharesAt(request, percent);
  const { from } = await chronicle.once('rollout.shift.intended', { step: percent }, async () => ({ shares, from: (await traffic.read()).shares })); // prettier-ignore
  await chronicle.once('rollout.shift.done', { step: percent }, async () => {
    const state = await traffic.read();
    if (sameShares(state.shares, shares) && state.settled) return { shares, etag: state.etag };
    if (!sameShares(state.shares, from)) throw new TrafficError('moved', JSON.stringify(state.shares));
    const { etag } = await traffic.shift(shares, state.etag);
    return { shares, etag };
  });
}
