import { spawnSync } from 'node:child_process';

/** Pins a process to one core with `taskset`; says whether that worked. */
export function pinToCore(pid: number, core: number): boolean {
  return spawnSync('taskset', ['-a', '-p', '-c', String(core), String(pid)]).status === 0;
}
