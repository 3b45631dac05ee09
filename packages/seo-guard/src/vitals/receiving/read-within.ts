import type { IncomingMessage } from 'node:http';
import { BadRequestException, PayloadTooLargeException } from '@nestjs/common';

/** What reading a body does to the response. */
export interface BodyResponse {
  setHeader(name: string, value: string): unknown;
}

/**
 * Reads the body of a request as UTF-8 text.
 * @throws {PayloadTooLargeException} at the first byte above `limit`, declared or not; the connection closes then, since the
 * rest of the body is still under way
 * @throws {BadRequestException} when the client goes away
 */
export function readWithin(request: IncomingMessage, response: BodyResponse, limit: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  let received = 0;
  const refuse = (): void => {
    response.setHeader('Connection', 'close');
    reject(new PayloadTooLargeException(`A report has at most ${limit} bytes.`));
  };
  const onData = (chunk: Buffer): void => {
    received += chunk.length;
    if (received <= limit) return void chunks.push(chunk);
    // The rest still flows, to nobody.
    request.off('data', onData);
    refuse();
  };
  if (Number(request.headers['content-length']) > limit) refuse();
  else request.on('data', onData);
  request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  request.once('error', reject);
  request.once('close', () => reject(new BadRequestException('The body ended early.')));
  return promise;
}
