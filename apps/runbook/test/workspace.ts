import { createPublicKey } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { stringify } from 'yaml';
import { runCli } from '../src/cli/run-cli.js';
import type { ExitCode } from '../src/exit-codes.js';
import { createKey } from '../src/ledger/create-key.js';

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Who signs in tests, and what they may approve. */
const PEOPLE = {
  requester: [],
  approver: ['service', 'api', 'schema', 'dependency', 'security', 'operations'],
  pipeline: [],
} as const;

/** One of the people of tests. */
export type Person = keyof typeof PEOPLE;

/** A folder with keys, a configuration and a ledger, gone at the end. */
export class Workspace implements AsyncDisposable {
  private constructor(readonly folder: string) {}

  /** @param config besides people */
  static async create(config: object = {}): Promise<Workspace> {
    const workspace = new Workspace(await mkdtemp(join(tmpdir(), 'couplekit-runbook-')));
    const people = Object.entries(PEOPLE).map(([name, roles]) => ({
      name,
      key: `${name}.pub.pem`,
      roles: [...roles],
    }));
    for (const { name } of people) {
      await createKey(workspace.key(name as Person));
      const publicKey = createPublicKey(await readFile(workspace.key(name as Person)));
      await writeFile(workspace.path(`${name}.pub.pem`), publicKey.export({ type: 'spki', format: 'pem' }));
    }
    await writeFile(workspace.path('runbook.yaml'), stringify({ ledger: 'ledger.jsonl', people, ...config }));
    return workspace;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  key(person: Person): string {
    return this.path(`${person}.pem`);
  }

  get ledger(): string {
    return this.path('ledger.jsonl');
  }

  /** Runs a command line, in this process. */
  async run(
    person: Person,
    words: readonly string[],
    env: Readonly<Record<string, string>> = {},
    signal?: AbortSignal,
  ): Promise<Ended> {
    const [out, err] = [new Said(), new Said()];
    const common = ['--config', this.path('runbook.yaml'), '--key', this.key(person)];
    const code = await runCli([...common, ...words], { out, err, env, ...(signal && { signal }) });
    return { code, out: out.text, err: err.text };
  }

  /** The same with `--json`, and what it answered. */
  async ask(
    person: Person,
    words: readonly string[],
    env?: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ) {
    const { code, out, err } = await this.run(person, ['--json', ...words], env, signal);
    // What a command tells is asserted where it is asked for.
    const body: any = JSON.parse(out); // oxlint-disable-line typescript/no-explicit-any
    return { code, err, body };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

class Said extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
