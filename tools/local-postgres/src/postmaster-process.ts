import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Whether a process is the living server of a data folder. A zombie is not (a container may have no init that reaps them),
 * and neither is another program, or another server, that got the pid of a killed one.
 */
export async function isPostmasterOf(pid: number, dataDir: string): Promise<boolean> {
  switch (process.platform) {
    case 'linux':
      return (await isLivePostgresOnLinux(pid)) && (await worksIn(pid, dataDir));
    case 'win32':
      return run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']).then(
        ({ stdout }) => stdout.includes('postgres'),
        () => false,
      );
    default:
      return run('ps', ['-o', 'state=,comm=', '-p', String(pid)]).then(
        ({ stdout }) => /^[^Z].*?(\s|\/)postgres\s*$/.test(stdout.trim()),
        () => false,
      );
  }
}

/** `/proc/PID/stat` reads `PID (program) STATE ..`; see proc_pid_stat(5). */
async function isLivePostgresOnLinux(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /^\d+ \(postgres\) [^ZX]/.test(status);
}

/** A server's working folder is its data folder, also after that was moved. Another user's cannot be seen; then it may be. */
async function worksIn(pid: number, dataDir: string): Promise<boolean> {
  try {
    const [folder, data] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(dataDir)]);
    return folder.dev === data.dev && folder.ino === data.ino;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES';
  }
}
