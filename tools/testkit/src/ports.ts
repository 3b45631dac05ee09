import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** A server that only has a port of 127.0.0.1. */
export async function listening(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** A port of 127.0.0.1 that nothing listened on a moment ago. */
export async function freePort(): Promise<number> {
  const probe = await listening();
  const port = portOf(probe);
  probe.close();
  await once(probe, 'close');
  return port;
}
