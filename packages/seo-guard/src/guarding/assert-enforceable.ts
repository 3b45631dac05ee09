import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { guardResponse } from './guard-response.js';
import type { Demands } from './demands.js';

const PROBE = 'noindex';

/**
 * Writes one guarded response into memory and looks at its bytes: the guard stands on a method of Node that has no promise to
 * stay, and must not fail in silence.
 * @throws {Error} if this version of Node.js writes headers in a way that the guard does not know
 */
export function assertEnforceable(): void {
  const wire = new PassThrough();
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.assignSocket(wire as unknown as Socket);
  guardResponse(response, PROBING);
  response.writeHead(200, { 'X-Robots-Tag': 'all' }).end();
  const written = String(wire.read());
  response.destroy();
  if (written.match(/^x-robots-tag:.*$/gim)?.join() !== `X-Robots-Tag: ${PROBE}`) {
    throw new Error(`seo-guard: it cannot guard responses of Node.js ${process.version}; use another version of one of them.`); // prettier-ignore
  }
}

const PROBING: Demands = {
  uncached: false,
  fixed: [],
  replaces: (name) => name === 'x-robots-tag',
  robots: () => PROBE,
};
