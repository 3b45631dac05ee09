import { PROBE } from '../auditing/crawling/example-path.js';
import type { Answered } from '../auditing/crawling/visit.js';
import { headerLines } from '../auditing/fetching/answer.js';
import type { Question } from '../auditing/fetching/exchange.js';
import { headerPolicy, isAtLeastAsStrict } from '../auditing/judging/robots-signals.js';
import { parseRobotsTag } from '../robots/parse-robots-tag.js';
import type { KitClient } from './kit-client.js';
import type { KitContext } from './kit-options.js';
import type { NoIndexRuleName } from './no-index-checklist.js';

/** What is wrong, one sentence each; nothing when all is well. */
export type KitCheck = (client: KitClient, context: KitContext) => Promise<readonly string[]>;

interface Request extends Omit<Question, 'url'> {
  readonly path: string;
}

/** Asks for each path in each of these ways: every answer must carry the header. */
function everyAnswer(
  paths: (context: KitContext) => readonly string[],
  ways: (path: string, context: KitContext) => readonly Request[],
): KitCheck {
  return async (client, context) => {
    const wrong: string[] = [];
    for (const { path, ...question } of paths(context).flatMap((each) => ways(each, context))) {
      const problem = headerProblem(await client.ask(path, question), context);
      if (problem !== undefined) wrong.push(problem);
    }
    return wrong;
  };
}

function headerProblem(visit: Answered, { robots }: KitContext): string | undefined {
  const { method, status, url } = visit.answer;
  const lines = headerLines(visit.answer, 'x-robots-tag');
  const asked = `${method} ${url} (${status})`;
  if (lines.length !== 1) return `${asked} has ${lines.length} X-Robots-Tag lines${lines.length > 1 ? `: ${lines.join(' | ')}` : ''}`; // prettier-ignore
  const isStrict = isAtLeastAsStrict(headerPolicy(visit), parseRobotsTag(robots));
  return isStrict ? undefined : `${asked} says "${lines[0]}", which allows more than "${robots}"`;
}

const guarded = ({ guarded: paths }: KitContext) => paths;
const posts = ({ post }: KitContext) => (post === undefined ? [] : [post]);
const json = { 'content-type': 'application/json' };

/** The checks of rules N1 to N13: one header, whatever is asked. */
export const HEADER_CHECKS = {
  get: everyAnswer(guarded, (path) => [{ path }]),
  head: everyAnswer(guarded, (path) => [{ path, method: 'HEAD' }]),
  'not-found': everyAnswer(guarded, (path) => [{ path: below(path) }, { path: below(path), method: 'HEAD' }]),
  // Changes nothing where a path has it after all (RFC 4918 section 9.1).
  'other-method': everyAnswer(guarded, (path) => [{ path, method: 'PROPFIND' }]),
  options: everyAnswer(guarded, (path) => [
    { path, method: 'OPTIONS' },
    {
      path,
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
    },
  ]),
  'malformed-url': everyAnswer(guarded, (path) => [{ path: `${open(path)}/%E0%A4%A` }]),
  'malformed-json': everyAnswer(posts, (path) => [{ path, method: 'POST', headers: json, body: '{"a":' }]),
  'content-too-large': everyAnswer(posts, (path, { largeBytes }) => [
    { path, method: 'POST', headers: json, body: `{"a":"${'a'.repeat(largeBytes)}"}` },
  ]),
  spelling: everyAnswer(
    guarded,
    (path) =>
    [`${open(path)}/`, path.toUpperCase(), path.replace(/[a-z]/i, percentEncoded), `/${path}`].map((spelled) => ({ path: spelled })), // prettier-ignore
  ),
  query: everyAnswer(guarded, (path) => [{ path: `${path}?${PROBE}=/` }]),
  conditional: everyAnswer(guarded, (path) => [
    { path, headers: { 'if-none-match': '*', range: 'bytes=0-0' } },
  ]),
  'unmet-expectation': everyAnswer(guarded, (path) => [{ path, headers: { expect: '200-ok' } }]),
  weakening: everyAnswer(
    ({ weakening }) => weakening,
    (path) => [{ path }, { path, method: 'HEAD' }],
  ),
} as const satisfies Partial<Readonly<Record<NoIndexRuleName, KitCheck>>>;

function below(path: string): string {
  return `${open(path)}/${PROBE}-below`;
}

function open(path: string): string {
  return path.replace(/[?#].*$/s, '').replace(/\/+$/, '');
}

function percentEncoded(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16)}`;
}
