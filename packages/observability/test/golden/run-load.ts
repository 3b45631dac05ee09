import { eventually } from '@couplekit/testkit';
import type { LoadTarget } from './deployment.js';
import { isAccessLine, type Evidence } from './evidence.js';
import type { LogLine } from './log-tail.js';
import { planRequests, type LoadOptions } from './planned-request.js';
import { sendLoad } from './send-load.js';

/** If nothing more is written for so long, what is missing will not come; in milliseconds. */
const QUIET_MS = 3_000;

/** Sends a load and waits until all that it sets off has happened: the client does not wait for jobs and late lines. */
export async function runLoad(target: LoadTarget, options: LoadOptions): Promise<Omit<Evidence, 'spans'>> {
  const before = target.position();
  const requests = await sendLoad(target.gatewayUrl, planRequests(options));
  const expected = {
    access: sum(requests, ({ kind }) => kind.visits.length),
    receipts: requests.filter(({ kind }) => kind.attempts !== undefined).length,
  };
  let [written, quietSince] = [0, performance.now()];
  await eventually(() => {
    const lines = target.lines(before);
    if (lines.length !== written) [written, quietSince] = [lines.length, performance.now()];
    return isOver(lines, expected) || performance.now() - quietSince > QUIET_MS;
  });
  return { requests, lines: target.lines(before) };
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
