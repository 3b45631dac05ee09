import { problemMatrix } from '@couplekit/problem-details/testing';
import { coupleProblems } from '@couplekit/couple-core/http';
import { ADAPTERS } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageProblems, serviceProblems } from '../src/service-problems.js';
import { OPS_TOKEN, runApi, type RunningApi } from './running-api.js';

const SESSIONS = '/api/couples/sessions';
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe.each(ADAPTERS)('the API on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  const matrix = problemMatrix({
    baseUrl: () => api.url,
    languages: ['ko', 'en'],
    headers: { authorization: `Bearer ${OPS_TOKEN}` },
    secrets: [OPS_TOKEN],
    // Browsers get a page.
    except: ['accept-html'],
    routes: {
      get: '/healthz',
      post: SESSIONS,
      parameter: `${SESSIONS}/{id}`,
      problems: [
        {
          name: 'unauthorized',
          path: `${SESSIONS}/${NOBODY}`,
          headers: { authorization: 'Basic x' },
          status: 401,
        },
        { name: 'session-not-found', path: `${SESSIONS}/${NOBODY}`, status: 404 },
        {
          name: 'invite-not-found',
          path: '/api/couples/invites/nothing/accept',
          method: 'POST',
          status: 404,
        },
        { name: 'validation', path: SESSIONS, method: 'POST', body: { participants: 'nobody' }, status: 422 },
      ],
    },
  });
  matrix.register({ describe, it });

  it('has a route for every case of the matrix', () => {
    expect(matrix.notRun).toEqual([]);
  });

  it.each(['ko', 'en'])('has pages at all of its type URIs, in %s', async (language) => {
    const list = await fetch(`${api.url}/problems`, { headers: { Accept: 'application/json', 'Accept-Language': language } }); // prettier-ignore
    const { problems } = (await list.json()) as { readonly problems: readonly { readonly slug: string }[] };
    const registered = [...coupleProblems, ...serviceProblems, ...pageProblems];
    expect(problems.map(({ slug }) => slug)).toEqual([
      ...registered.map(({ slug }) => slug),
      'quota-exceeded',
    ]);
    for (const { slug, title, description, solution } of registered) {
      const page = await fetch(`${api.url}/problems/${slug}`, { headers: { 'Accept-Language': language } });
      expect([page.status, page.headers.get('content-language')]).toEqual([200, language]);
      const html = await page.text();
      expect(html).toContain(`<html lang="${language}"`);
      for (const text of [title, description, solution]) expect(html).toContain(escaped(text?.[language as 'ko' | 'en'])); // prettier-ignore
    }
  });
});

function escaped(text: string | undefined): string {
  expect(text).toBeTruthy();
  return String(text).replaceAll('"', '&quot;');
}
