import { channel } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Contender } from '../contest.js';
import { pagesApp } from './pages-app.js';
import type { StackName } from './pages.js';

/** Where Node tells of a request that begins. https://nodejs.org/api/diagnostics_channel.html#http */
const requests = channel('http.server.request.start');

const HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': '17' } as const;

/** Which path the response at this position of a loop has. */
export type PathAt = (at: number) => string;

/** Responses in a tight loop, each from the request to the bytes of its head. */
export interface ResponseLoop extends AsyncDisposable {
  /** Those of a Nest application, which is told of each as Node would. */
  answering(path: PathAt, name: string): Contender;
  /** The same without anyone who is told. */
  bare(path: PathAt, name: string): Contender;
}

/**
 * Does what Node does for each request, without a socket: what a guard costs is a few per cent of a response over a socket,
 * and less than its noise.
 */
export async function responseLoop(stack: StackName): Promise<ResponseLoop> {
  const app = await pagesApp(stack, 'fastify');
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer() as unknown;
  const socket = new Socket();
  const loop = (path: PathAt, name: string, tells: boolean): Contender => {
    let at = 0;
    return {
      name,
      run: async (count) => {
        for (const end = at + count; at < end; at++) {
          const request = new IncomingMessage(socket);
          request.method = 'GET';
          request.url = path(at);
          const response = new ServerResponse(request);
          if (tells) requests.publish({ request, response, socket, server });
          response.writeHead(200, HEADERS);
        }
      },
    };
  };
  return {
    answering: (path, name) => loop(path, name, true),
    bare: (path, name) => loop(path, name, false),
    [Symbol.asyncDispose]: () => app.close(),
  };
}
