import { eventually } from '@couplekit/testkit';
import type { Deployment } from './deployment.js';
import { isAccessLine } from './evidence.js';
import type { LogLine } from './log-tail.js';
import { planRequests } from './planned-request.js';
import { SeededRandom } from './random.js';
import { sendLoad, type SentRequest } from './send-load.js';

export interface LoadOptions {
  readonly count: number;
  readonly seed: number;
}

/** If nothing more is written for so long, what is missing will not come; in milliseconds. */
const QUIET_MS = 3_000;

/** Sends a load and waits until all that it sets off has happened: the client does not wait for jobs and late lines. */
export async function runLoad(
  deployment: Deployment,
  { count, seed }: LoadOptions,
): Promise<readonly SentRequest[]> {
  const before = deployment.lines().length;
  const requests = await sendLoad(deployment.gatewayUrl, planRequests(count, new SeededRandom(seed)));
  const expected = {
    access: sum(requests, ({ kind }) => kind.visits.length),
    receipts: requests.filter(({ kind }) => kind.attempts !== undefined).length,
  };
  let [written, quietSince] = [0, performance.now()];
  await eventually(() => {
    const lines = deployment.lines();
    if (lines.length !== written) [written, quietSince] = [lines.length, performance.now()];
    return isOver(lines.slice(before), expected) || performance.now() - quietSince > QUIET_MS;
  }, 60_000);
  return requests;
}

function isOver(
  lines: readonly LogLine[],
  expected: { readonly access: number; readonly receipts: number },
): boolean {
  return (
    lines.filter(isAccessLine).length >= expected.access &&
    lines.filter(({ fields }) => fields['msg'] === 'receipt written').length >= expected.receipts
  );
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
