import type { ArgumentsHost } from '@nestjs/common';
import type { ProblemTeller } from './problem-teller.js';
import { isTransportException, type TransportException } from './transport-exception.js';

/** A client of `platform-ws` (`send`) or of `platform-socket.io` (`emit`, and `handshake`). */
interface SocketClient {
  readonly readyState?: unknown;
  readonly handshake?: { readonly headers?: Readonly<Record<string, string | undefined>> };
  send?(message: string): unknown;
  emit?(event: string, data: unknown): unknown;
}

/** The event that Nest's own filter sends, so that its clients keep listening to one name. */
const EVENT = 'exception';

/**
 * Sends a problem to the client of a gateway as an `exception` event, with the name of the message it answers as `pattern`
 * in place of `instance`. A `WsException` is sent as Nest would, who sends nothing where a filter caught it.
 */
export function sendWsProblem(thrown: unknown, host: ArgumentsHost, tell: ProblemTeller): void {
  const ws = host.switchToWs();
  const client = ws.getClient<SocketClient>();
  const pattern = ws.getPattern();
  if (isTransportException(thrown)) {
    sendEvent(client, wsExceptionBody(thrown, { pattern, data: ws.getData<unknown>() }));
    return;
  }
  const { instance: _, ...problem } = tell(thrown, { headers: client.handshake?.headers ?? {} });
  sendEvent(client, { ...problem, pattern });
}

function wsExceptionBody(exception: TransportException, cause: object): object {
  const error = exception.getError();
  return typeof error === 'object' ? error : { status: 'error', message: error, cause };
}

/** A client of `ws` has an `emit` too, which only tells listeners in this process. */
function sendEvent(client: SocketClient, data: object): void {
  if (typeof client.readyState === 'number' && client.send) {
    client.send(JSON.stringify({ event: EVENT, data }));
  } else {
    client.emit?.(EVENT, data);
  }
}
