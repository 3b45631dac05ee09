import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CliError } from './cli-error.js';
import { EXIT_CODE } from './exit-code.js';

/** A file that is read. */
export interface Input {
  /** As it was asked for; `-` is standard input. */
  readonly name: string;
  readonly path: string;
}

/** `app.log`, `app.log.1`, `app.2026-11-23.1.log.gz`, `app.log-20261123.gz`, `spans.jsonl`: what a directory stands for. */
const LOG_FILE = /\.(?:log|ndjson|jsonl|json)(?:[.-][\w-]+)*$/i;

export function isLogFile(name: string): boolean {
  return LOG_FILE.test(name);
}

/** The files of a command line, once each; a directory stands for the log files that are directly in it. */
export class Inputs implements AsyncDisposable {
  private folder: string | undefined;
  private readonly copies = new Map<string, string>();

  constructor(private readonly stdin: NodeJS.ReadableStream) {}

  /** @throws {CliError} naming what cannot be read */
  async resolve(names: readonly string[]): Promise<Input[]> {
    const found = new Map<string, Input>();
    for (const name of names) {
      for (const input of await this.filesOf(name)) {
        const path = await realpath(input.path);
        if (!found.has(path)) found.set(path, { name: input.name, path });
      }
    }
    return [...found.values()];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
  }

  private async filesOf(name: string): Promise<Input[]> {
    try {
      if (name === '-') return [{ name, path: await this.copyOf(name, this.stdin) }];
      const about = await stat(name);
      if (about.isFile()) return [await readable(name)];
      // A pipe, as of a shell's `<(…)`, can be read once, and is needed twice.
      if (!about.isDirectory()) return [{ name, path: await this.copyOf(name, createReadStream(name)) }];
      const logs = (await readdir(name)).filter(isLogFile).toSorted();
      const files = await Promise.all(logs.map((entry) => readable(join(name, entry))));
      if (files.length > 0) return files;
    } catch (cause) {
      throw unreadable(name, cause);
    }
    throw new CliError(
      { en: `${name} has no log files.`, ko: `${name}에 로그 파일이 없습니다.` },
      EXIT_CODE.noInput,
    );
  }

  private async copyOf(name: string, stream: NodeJS.ReadableStream): Promise<string> {
    const known = this.copies.get(name);
    if (known !== undefined) return known;
    this.folder ??= await mkdtemp(join(tmpdir(), 'couplekit-timeline-'));
    const path = join(this.folder, String(this.copies.size));
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
    this.copies.set(name, path);
    return path;
  }
}

async function readable(path: string): Promise<Input> {
  await access(path, constants.R_OK);
  return { name: path, path };
}

/** The error for a file that cannot be read. */
export function unreadable(name: string, cause: unknown): CliError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  return new CliError(
    {
      en: `${name === '-' ? 'standard input' : name} cannot be read (${code}).`,
      ko: `${name === '-' ? '표준 입력' : name}을(를) 읽을 수 없습니다(${code}).`,
    },
    EXIT_CODE.noInput,
    { cause },
  );
}
