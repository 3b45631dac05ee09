import type { CheckedAnswer } from './checked-answer.js';
import { debugSign } from './debug-text.js';

const TELLING_NAMES: ReadonlySet<string> = new Set([
  'stack',
  'stacktrace',
  'stack_trace',
  'trace',
  'exception',
  'sql',
  'driverError',
]);

/** P22: planted secrets anywhere, and debugging texts everywhere but in `detail`, which is P10's. */
export function findLeak({ text, headers, members, secrets }: CheckedAnswer): string | undefined {
  const secret = secrets.find((value) => value !== '' && text.includes(value));
  if (secret !== undefined) return 'the body contains a secret that was planted';
  const header = headers.find(([, value]) =>
    secrets.some((planted) => planted !== '' && value.includes(planted)),
  );
  if (header) return `the header ${header[0]} contains a secret that was planted`;
  for (const [path, value] of walk(searchable(members ?? text))) {
    const sign = debugSign(value);
    if (sign !== undefined) return `${path || 'the body'} contains ${sign}`;
  }
  const telling = Object.keys(members ?? {}).find((name) => TELLING_NAMES.has(name));
  return telling === undefined ? undefined : `there is a member called ${telling}`;
}

/** `detail` is P10's; and a path of the application in a URI may well look like one of its disk. */
const ELSEWHERE: ReadonlySet<string> = new Set(['type', 'instance', 'detail']);

function searchable(body: Readonly<Record<string, unknown>> | string): unknown {
  if (typeof body === 'string') return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !ELSEWHERE.has(name)));
}

/** Every text in a value with the path to it. */
function* walk(value: unknown, path = ''): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* walk(member, path ? `${path}.${name}` : name);
}
