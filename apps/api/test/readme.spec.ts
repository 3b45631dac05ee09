import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { describe, expect, it, onTestFinished } from 'vitest';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
const MARK = '----- next block -----';

interface Block {
  readonly language: string;
  readonly body: string;
}

/** The shell blocks of the journey, each with the output block that follows it, if any. */
async function journey(
  readme: string,
): Promise<readonly { readonly shell: string; readonly shown: Block | undefined }[]> {
  const text = await readFile(join(REPOSITORY, readme), 'utf8');
  const section = text.slice(text.indexOf('```sh\nmkdir'), text.indexOf('```mermaid'));
  const blocks = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', body = '']) => ({
    language,
    body,
  }));
  return blocks.flatMap(({ language, body }, index) => {
    const next = blocks[index + 1];
    return language === 'sh' ? [{ shell: body, shown: next?.language === 'sh' ? undefined : next }] : [];
  });
}

/** Whether output is what is shown, where `…` stands for anything within a text or line. */
function isAsShown(shown: Block, printed: string): boolean {
  if (shown.language === 'json') return isSame(JSON.parse(shown.body), JSON.parse(printed));
  const lines = printed.split('\n');
  const expected = shown.body.trim().split('\n');
  return lines.length === expected.length && expected.every((line, index) => isSame(line, lines[index]));
}

function isSame(shown: unknown, printed: unknown): boolean {
  if (typeof shown === 'string' && typeof printed === 'string') {
    const [head = '', tail] = shown.split('…');
    return tail === undefined ? shown === printed : printed.startsWith(head) && printed.endsWith(tail);
  }
  if (typeof shown !== 'object' || shown === null) return shown === printed;
  if (typeof printed !== 'object' || printed === null) return false;
  const [keys, others] = [Object.keys(shown), Object.keys(printed)];
  return (
    keys.join() === others.join() &&
    keys.every((key) => isSame(Reflect.get(shown, key), Reflect.get(printed, key)))
  );
}

async function startService(): Promise<{ readonly port: number }> {
  const database = await createDatabase();
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const child = spawn(process.execPath, [join(REPOSITORY, 'apps/api/dist/main.js')], {
    env: { PATH: process.env['PATH'], PORT: String(port), DATABASE_URL: database.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await database.drop();
  });
  await eventually(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok);
  return { port };
}

describe.each(['README.md', 'README.ko.md'])('%s', (readme) => {
  it('shows six calls that give what it shows', async () => {
    const { port } = await startService();
    const folder = await mkdtemp(join(tmpdir(), 'readme '));
    onTestFinished(() => rm(folder, { recursive: true }));
    await cp(join(REPOSITORY, 'docs', 'journey'), join(folder, 'docs', 'journey'), { recursive: true });

    const blocks = await journey(readme);
    const script = blocks.map(({ shell }) => `${shell}\necho; echo '${MARK}'\n`).join('');
    const { stdout } = await promisify(execFile)('sh', ['-ec', script.replaceAll(':3000', `:${port}`)], {
      cwd: folder,
    });
    const printed = stdout.replaceAll(`:${port}`, ':3000').split(MARK);

    expect(blocks.filter(({ shown }) => shown)).toHaveLength(6);
    for (const [index, { shell, shown }] of blocks.entries()) {
      const actual = printed[index]?.trim() ?? '';
      if (shown)
        expect({ shell, actual, isAsShown: isAsShown(shown, actual) }).toMatchObject({ isAsShown: true });
    }
  });
});
