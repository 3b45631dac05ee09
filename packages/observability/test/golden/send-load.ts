import { Agent } from 'node:http';
import type { PlannedRequest } from './planned-request.js';
import { sendRequest, type Outcome } from './send-request.js';

export interface SentRequest extends PlannedRequest {
  readonly outcome: Outcome;
}

/** Over so many connections, kept alive, each of which always has a request under way. */
const SOCKETS = 100;

/** Sends all requests and waits for what comes of them. */
export async function sendLoad(
  url: string,
  plans: readonly PlannedRequest[],
): Promise<readonly SentRequest[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS, maxFreeSockets: SOCKETS });
  const next = plans[Symbol.iterator]();
  const sent: SentRequest[] = [];
  const sendNext = async () => {
    for (const plan of next) sent.push({ ...plan, outcome: await sendRequest(plan, { url, agent }) });
  };
  await Promise.all(Array.from({ length: SOCKETS }, sendNext));
  agent.destroy();
  return sent;
}
