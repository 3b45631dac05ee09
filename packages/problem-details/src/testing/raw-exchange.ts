import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { parseMessage } from './http-message.js';
import type { ProblemAnswer } from './problem-answer.js';

/** Bytes for a server. */
export interface RawRequest {
  readonly method: string;
  /** Sent at once, exactly as it is. */
  readonly head: string;
  /**
   * One of more than 64 KiB is sent when the server has said nothing for a second: a server that refuses by the head alone
   * would close while the body is on its way, and its answer could be lost.
   */
  readonly body?: string | Uint8Array;
  /** Milliseconds until the exchange is given up. @default 30000, for machines that do much else */
  readonly deadlineMs?: number;
}

const PATIENCE_MS = 1_000;
const SMALL_BYTES = 65_536;

/**
 * Sends exactly these bytes over a connection of their own and reads the answer: for requests that no HTTP client agrees to
 * send. An answer to HEAD is read until the server closes, to see what should not be there.
 *
 * @throws {Error} when the connection is refused, or ends or times out without an answer
 */
export function exchange(server: URL, request: RawRequest): Promise<ProblemAnswer> {
  const { method, head, body, deadlineMs = 30_000 } = request;
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    let failure: Error | undefined;
    const socket = open(server);
    const deadline = setTimeout(() => socket.destroy(), deadlineMs);
    const sendBody = (): unknown => body !== undefined && socket.write(body);
    socket.write(head);
    const isSmall = body === undefined || Buffer.byteLength(body) <= SMALL_BYTES;
    const patience = setTimeout(sendBody, isSmall ? 0 : PATIENCE_MS);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const message = parseMessage(received, method);
      if (message) clearTimeout(patience);
      if (message?.isComplete) socket.destroy();
    });
    // A server may close while the body is still being sent; what counts is whether it answered before.
    socket.on('error', (error) => (failure = error));
    socket.on('close', () => {
      clearTimeout(deadline);
      clearTimeout(patience);
      const message = parseMessage(received, method);
      if (message) resolve(message.answer);
      else reject(new Error('The connection ended without an answer.', { cause: failure }));
    });
  });
}

function open({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'https:') {
    // An address is no server name (RFC 6066 section 3).
    return connectTls({ host, port: Number(port || 443), servername: isIP(host) ? '' : host });
  }
  return connectTcp({ host, port: Number(port || 80) });
}
