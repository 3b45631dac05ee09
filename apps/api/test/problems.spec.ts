/**
 * Every problem of the API in both languages, as committed in `test/problems`, one file for each. After a change that is
 * meant, write them anew with `UPDATE_PROBLEMS=1 npx vitest run test/problems.spec.ts` and read the difference.
 */
import { coupleProblems } from '@couplekit/couple-core/http';
import { ADAPTERS, type AdapterName } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageProblems, serviceProblems } from '../src/service-problems.js';
import { GENERIC_CASES, PROBLEM_CASES } from './problem-cases.js';
import { readSnapshots, snapshotOf, writeSnapshots } from './problem-snapshots.js';
import { runApi, type RunningApi } from './running-api.js';

const LANGUAGES = ['ko', 'en'] as const;
const HINT = 'If this is meant: UPDATE_PROBLEMS=1 npx vitest run test/problems.spec.ts';
const UPDATE = process.env['UPDATE_PROBLEMS'] !== undefined;

/** The cases of an adapter: the name of the files, and what provokes them. */
const casesOf = (adapter: AdapterName) => [
  ...Object.entries(PROBLEM_CASES),
  ...Object.entries(GENERIC_CASES).flatMap(([key, provoke]) => {
    const [status = '', only = adapter] = key.split(' on ');
    return only === adapter ? [[`about-blank-${status}`, provoke] as const] : [];
  }),
];

const provoked = new Map<string, string>();

describe.each(ADAPTERS)('on %s', (adapter) => {
  let api: RunningApi;
  let committed: ReadonlyMap<string, string>;
  beforeAll(async () => {
    api = await runApi(adapter);
    committed = UPDATE ? new Map() : await readSnapshots();
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it.each(casesOf(adapter))('%s reads as committed', async (name, provoke) => {
    for (const language of LANGUAGES) {
      const ask = await provoke(api);
      const response = await ask(language);
      expect(response.headers.get('content-language')).toBe(language);
      const text = await snapshotOf(response);
      const { body } = JSON.parse(text) as { readonly body: { readonly type: string } };
      const isGeneric = name.startsWith('about-blank-');
      expect(body.type).toBe(isGeneric ? 'about:blank' : `https://couple.example/problems/${name}`);
      expect(text).not.toContain('hunter-4711');
      // Both adapters tell a problem in the same words: the second one is compared with the first.
      const expected = UPDATE
        ? (provoked.get(`${name}.${language}`) ?? text)
        : committed.get(`${name}.${language}`);
      expect(text, HINT).toBe(expected ?? `a file test/problems/${name}.${language}.json`);
      provoked.set(`${name}.${language}`, text);
    }
  });
});

it('is every problem that is registered, and no other', async () => {
  const registered = [...coupleProblems, ...serviceProblems, ...pageProblems].map(({ slug }) => slug);
  expect(Object.keys(PROBLEM_CASES).toSorted()).toEqual(registered.toSorted());
  expect(provoked.size).toBe(LANGUAGES.length * casesOf('fastify').length);
  if (UPDATE) await writeSnapshots(provoked);
  expect([...(await readSnapshots()).keys()].toSorted()).toEqual([...provoked.keys()].toSorted());
});
