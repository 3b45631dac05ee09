import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { messageOf, type ServedAnswer } from './bad-answers.js';

/** A server that answers every request with the same bytes, however wrong they are. */
export async function startBadServer(
  answer: ServedAnswer | ((socket: Socket, received: string) => void),
): Promise<AsyncDisposable & { readonly url: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy()));
    socket.once('data', (data) => {
      if (typeof answer === 'function') answer(socket, data.toString());
      else socket.end(messageOf(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
