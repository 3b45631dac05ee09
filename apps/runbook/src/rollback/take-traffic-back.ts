import type { RolloutWorld } from '../rollout/rollout-world.js';
import { sameShares } from '../traffic/require-shares.js';
import { TrafficError } from '../traffic/traffic-error.js';
import type { Shares } from '../traffic/traffic-port.js';

/** Others may divide traffic at the same time; the way back goes first. */
const ATTEMPTS = 10;

/**
 * Gives the last proven revision everything, whatever was served before, and confirms that it is.
 * @throws {TrafficError} when the platform does not do it
 */
export async function takeTrafficBack({
  traffic,
  request,
}: RolloutWorld): Promise<{ readonly from: Shares; readonly served: Shares }> {
  const all = { [request.stable]: 100 };
  const { shares: from } = await traffic.read();
  for (let attempt = 1; ; attempt++) {
    const state = await traffic.read();
    if (state.settled && sameShares(state.shares, all)) return { from, served: state.shares };
    try {
      await traffic.shift(all, state.etag);
    } catch (error) {
      if (!(error instanceof TrafficError) || error.reason !== 'moved' || attempt >= ATTEMPTS) throw error;
    }
    if (attempt >= ATTEMPTS) throw new TrafficError('unsettled', JSON.stringify(state.shares));
  }
}
