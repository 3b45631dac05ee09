import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually, freePort } from '@couplekit/testkit';
import type { HaproxyPlatform } from './node-proxy.js';
import type { Backend } from './weighted-proxy.js';

const BACKEND = 'couplekit';

/** HAProxy is no npm package; Debian has it in `haproxy`. */
export const HAPROXY = ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy', '/usr/bin/haproxy'].find((path) => existsSync(path)); // prettier-ignore

/** The installed HAProxy in front of revisions; everything goes to the first one. */
export async function startHaproxy(folder: string, backends: readonly Backend[]): Promise<HaproxyPlatform> {
  const [port, socket, file] = [await freePort(), join(folder, 'haproxy.sock'), join(folder, 'haproxy.cfg')];
  const servers = backends.map(({ name, port: at }, index) => `  server ${name} 127.0.0.1:${at} weight ${index === 0 ? 100 : 0}`); // prettier-ignore
  const config = [
    'global',
    `  stats socket ${socket} mode 600 level admin`,
    '  maxconn 256',
    'defaults',
    '  mode http',
    '  timeout connect 5s',
    '  timeout client 60s',
    '  timeout server 60s',
    'frontend people',
    `  bind 127.0.0.1:${port}`,
    `  default_backend ${BACKEND}`,
    `backend ${BACKEND}`,
    '  balance roundrobin',
    '  http-reuse safe',
    ...servers,
  ];
  await writeFile(file, `${config.join('\n')}\n`);
  const haproxy = spawn(HAPROXY ?? 'haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(haproxy, 'exit');
  let said = '';
  haproxy.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => {
    if (haproxy.exitCode !== null) throw new Error(`HAProxy has ended: ${said}`);
    await fetch(url);
    return existsSync(socket);
  });
  return {
    url,
    socket,
    backend: BACKEND,
    [Symbol.asyncDispose]: async () => {
      haproxy.kill('SIGKILL');
      await gone;
    },
  };
}
