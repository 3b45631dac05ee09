import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from '@couplekit/testkit';

const MAIN = fileURLToPath(new URL('../../dist/timeline/main.js', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program as a shell would. */
export async function runTimeline(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly stdin?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly readAtMost?: number;
  },
): Promise<Run> {
  const env = { ...bareEnvironment(), LANG: 'en_US.UTF-8', ...options.env };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: options.cwd, env });
  const code = new Promise<number | null>((resolve, reject) =>
    child.on('close', resolve).on('error', reject),
  );
  child.stdin.on('error', () => undefined); // It need not read.
  child.stdin.end(options.stdin ?? '');
  const [out, err] = await Promise.all([readSome(child.stdout, options.readAtMost), text(child.stderr)]);
  return { code: await code, out, err };
}

/** As `head` does: closes the pipe when it has enough. */
async function readSome(stream: NodeJS.ReadableStream, atMost = Infinity): Promise<string> {
  let read = '';
  for await (const chunk of stream) {
    read += String(chunk);
    if (read.length >= atMost) break;
  }
  return read;
}
