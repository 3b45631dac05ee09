import { request as httpRequest, type Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { PlannedRequest } from './planned-request.js';

/** What a client saw of its request. */
export interface Outcome {
  readonly status: number | undefined;
  /** Each line of X-Request-ID that came. */
  readonly echoes: readonly string[];
  /** Why there was no answer. */
  readonly error: string | undefined;
}

/** A client gives up after this time, which is longer than what it asked for takes to arrive. */
const GIVE_UP_AFTER_MS = 10;

/** Sends a request and gives it up where its kind says so. */
export async function sendRequest(
  plan: PlannedRequest,
  { url, agent }: { readonly url: string; readonly agent: Agent },
): Promise<Outcome> {
  for (;;) {
    const outcome = await sendOnce(plan, url, agent);
    if (outcome !== 'closed meanwhile') return outcome;
  }
}

async function sendOnce(
  plan: PlannedRequest,
  url: string,
  agent: Agent,
): Promise<Outcome | 'closed meanwhile'> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { origin, hostname, port } = new URL(url);
  const request = httpRequest({
    hostname,
    port,
    agent,
    method: plan.kind.method,
    // As it is: a URL would put it right.
    path: plan.path,
    headers: { Origin: origin, ...lengthOf(plan), ...(plan.headers as Record<string, string>) },
  });
  request.on('response', resolve).on('error', reject);
  write(request, plan);
  try {
    const response = await promise;
    const outcome = { status: response.statusCode, echoes: echoesOf(response), error: undefined };
    if (plan.kind.abort) {
      response.once('data', () => request.destroy());
      response.on('error', () => undefined);
      await new Promise((closed) => response.once('close', closed));
    } else await text(response);
    return outcome;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    // The server may close an idle connection in the moment in which the next request is written to it.
    if (request.reusedSocket && code === 'ECONNRESET' && !plan.kind.abort) return 'closed meanwhile';
    return { status: undefined, echoes: [], error: code };
  }
}

/** One byte more than there will be, where the client gives up in the body. */
function lengthOf({ body, kind }: PlannedRequest): Record<string, string> {
  if (body === undefined) return {};
  return { 'Content-Length': String(Buffer.byteLength(body) + (kind.abort === 'in its body' ? 1 : 0)) };
}

function write(request: ClientRequest, { body, kind }: PlannedRequest): void {
  const giveUp = () => void delay(GIVE_UP_AFTER_MS).then(() => request.destroy());
  if (kind.abort === 'in its body') request.write(body, giveUp);
  else if (kind.abort === 'before the answer') request.end(body, giveUp);
  else request.end(body);
}

function echoesOf({ rawHeaders }: IncomingMessage): readonly string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'x-request-id');
}
