/** A collector in a process of its own: takes everything at `/`, answers nothing at `/hang`. Says its port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

let bytes = 0;
const server = createServer((request, response) => {
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.on('end', () => {
    if (request.url?.startsWith('/hang')) return;
    response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.on('SIGUSR2', () => process.stdout.write(`${bytes}\n`));
process.on('SIGTERM', () => process.exit(0));
