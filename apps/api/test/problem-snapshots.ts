import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'problems');

/** Headers that tell about the problem. */
const HEADERS = ['content-type', 'content-language', 'www-authenticate', 'retry-after', 'allow'];

/** What a client sees of a problem, as it stands in a file: without what differs from one time to the next. */
export async function snapshotOf(response: Response): Promise<string> {
  const body = (await response.json()) as Record<string, unknown>;
  const headers = HEADERS.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const seen = { status: response.status, headers: Object.fromEntries(headers) as object, body };
  return `${JSON.stringify(seen, normalise, 2)}\n`;
}

function normalise(key: string, value: unknown): unknown {
  if (key === 'request_id') return '<request id>';
  if (key === 'trace_id') return '<trace id>';
  if (key !== 'instance' || typeof value !== 'string') return value;
  return value
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<uuid>')
    .replaceAll(/(?<=\/)[\w-]{43}(?=\/|$)/g, '<token>');
}

/** The committed files, by name without `.json`. */
export async function readSnapshots(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.json'));
  const read = names.map(
    async (name) => [name.slice(0, -5), await readFile(join(FOLDER, name), 'utf8')] as const,
  );
  return new Map(await Promise.all(read));
}

/** Replaces all committed files. */
export async function writeSnapshots(snapshots: ReadonlyMap<string, string>): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER);
  for (const [name, text] of snapshots) await writeFile(join(FOLDER, `${name}.json`), text);
}
