import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ServiceProcess } from '@couplekit/testkit';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

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

let database: TestDatabase;
let service: ServiceProcess;
beforeAll(async () => {
  database = await createDatabase();
  const main = join(REPOSITORY, 'apps/api/dist/main.js');
  service = await ServiceProcess.start(main, { DATABASE_URL: database.url });
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

describe.each(['README.md', 'README.ko.md'])('%s', (readme) => {
  it('shows six calls that give what it shows', async () => {
    const { port } = service;
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
