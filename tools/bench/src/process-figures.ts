import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';

/**
 * CPU that the threads of a process have used, in milliseconds: the first field of /proc/PID/task/TID/schedstat is in
 * nanoseconds (https://docs.kernel.org/scheduler/sched-stats.html), where /proc/PID/stat counts ticks of 10 ms.
 */
export function cpuMsOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanos = threads.map((id) => readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]);
  return nanos.reduce((sum, each) => sum + Number(each), 0) / 1e6;
}

/** Memory that a process has in RAM, in MiB: VmRSS of /proc/PID/status (proc_pid_status(5)). */
export function residentMiB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
