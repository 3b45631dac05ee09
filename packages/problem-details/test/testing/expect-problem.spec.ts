import { AssertionError } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { request } from 'undici';
import {
  checkProblem,
  expectProblem,
  problemMatrix,
  readAnswer,
  RFC9457_CHECKLIST,
  type AnyResponse,
  type CheckOptions,
} from '../../src/testing/index.js';
import { answerOf, BAD_ANSWERS, GOOD_MEMBERS, PLANTED } from './bad-answers.js';
import { startBadServer } from './bad-server.js';

const GOOD = answerOf({});
const CHECK: CheckOptions = { secrets: [PLANTED], method: 'GET' };

async function brokenRules(response: AnyResponse, options: CheckOptions = CHECK): Promise<readonly string[]> {
  return checkProblem(await readAnswer(response), options).map(({ rule }) => rule.id);
}

async function messageOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => expect.fail('it passed'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AssertionError);
  return (error as AssertionError).message;
}

describe('the checklist', () => {
  it('has 22 rules, each with its section, and a bad answer for each', () => {
    expect(RFC9457_CHECKLIST.map(({ id }) => id)).toEqual(
      Array.from({ length: 22 }, (_, index) => `P${index + 1}`),
    );
    for (const { id, name, section, url } of RFC9457_CHECKLIST) {
      expect(section).toMatch(/^RFC \d{4} section [\d.]+$/);
      expect(
        url.replace('https://www.rfc-editor.org/rfc/rfc', 'RFC ').replace('#section-', ' section '),
      ).toBe(section);
      expect(name).toMatch(/^[a-z-]+$/);
      expect(BAD_ANSWERS.map(({ rule }) => rule)).toContain(id);
    }
    expect(new Set(RFC9457_CHECKLIST.map(({ name }) => name)).size).toBe(22);
  });

  it('finds nothing in a good answer', async () => {
    await using server = await startBadServer(GOOD);
    expect(await brokenRules(await fetch(server.url))).toEqual([]);
    expect(await expectProblem(await fetch(server.url), {}, CHECK)).toEqual(GOOD_MEMBERS);
  });

  it.each(BAD_ANSWERS.filter(({ method }) => method !== 'HEAD'))(
    '$rule finds $what, and no other rule does',
    async ({ rule, ...change }) => {
      await using server = await startBadServer(answerOf(change));
      // fetch makes an error of its own of a 407.
      const response = await (change.status === 407 ? request(server.url) : fetch(server.url));
      expect(await brokenRules(response)).toEqual([rule]);
      // The same over the raw socket of the matrix, whose other checks are satisfied by a status it expects.
      const report = await problemMatrix({
        baseUrl: server.url,
        routes: { problems: [{ name: 'own', path: '/', status: change.status ?? 409 }] },
        only: ['own'],
        secrets: [PLANTED],
      }).run();
      const found = report.results.map(({ failure }) => failure?.match(/^P\d+/gm) ?? []);
      expect(found).toEqual([[rule]]);
    },
  );

  it('P17 finds content after HEAD, which only a raw socket sees', async () => {
    await using server = await startBadServer(answerOf({ status: 404, members: { status: 404 } }));
    const report = await problemMatrix({ baseUrl: server.url, only: ['not-found-head'] }).run();
    expect(report.results[0]?.failure?.match(/^P\d+.*$/gm)).toEqual([
      expect.stringMatching(
        /^P17 MUST head-empty: \d+ bytes of content came \(RFC 9110 section 9\.3\.2, https:/,
      ),
    ]);
    expect(await brokenRules(await fetch(server.url, { method: 'HEAD' }), { method: 'HEAD' })).toEqual([]);
  });

  it('leaves the title of a translation to its translator', async () => {
    await using server = await startBadServer(
      answerOf({
        headers: { 'content-language': 'ko' },
        members: { type: 'about:blank', title: '충돌', seat: undefined },
      }),
    );
    expect(await brokenRules(await fetch(server.url))).toEqual([]);
  });

  it.each([
    { detail: 'Come at 10:30:00, or look at /home/seats and /app/seats.', instance: '/app/config.json' },
    { title: 'Not Found', detail: 'Not Found' },
    { title: 'Server Error', detail: 'Select another seat from the list: it was updated and set.' },
    { type: 'https://api.example/problems/etc/seat.js', query: 'seats', detail: 'The column C: is full.' },
    { instance: 'https://api.example/seats/7A' },
    { instance: 'urn:uuid:0af76519-16cd-43dd-8448-eb211c80319c' },
  ])('lets a problem be that only looks suspicious: $detail $instance', async (members) => {
    await using server = await startBadServer(answerOf({ members }));
    expect(await brokenRules(await fetch(server.url))).toEqual([]);
  });

  it('takes a body that is really compressed', async () => {
    const body = gzipSync(JSON.stringify(GOOD_MEMBERS));
    await using server = await startBadServer(answerOf({ headers: { 'content-encoding': 'gzip' }, body }));
    expect(await brokenRules(await fetch(server.url))).toEqual([]);
  });

  it('switches rules off by id, by name and by level', async () => {
    const answer = answerOf({ headers: { etag: '"a"', vary: undefined }, members: { status: 400 } });
    await using server = await startBadServer(answer);
    const off = async (options: CheckOptions) => brokenRules(await fetch(server.url), options);
    expect(await off({})).toEqual(['P6', 'P14', 'P16']);
    expect(await off({ off: ['P6', 'vary'] })).toEqual(['P16']);
    expect(await off({ levels: ['MUST', 'SHOULD'] })).toEqual(['P6']);
  });
});

describe('expectProblem', () => {
  it('tells every broken rule with its section, every differing member, and what came', async () => {
    await using server = await startBadServer(
      answerOf({ headers: { etag: '"a"' }, members: { status: 400 } }),
    );
    const attempt = expectProblem(await fetch(server.url), { status: 404, seat: '7A', title: /free/ });
    expect(await messageOf(attempt)).toBe(
      [
        'P6 MUST status-equal: status is 400, but the response is a 409 (RFC 9457 section 3.1.2, https://www.rfc-editor.org/rfc/rfc9457#section-3.1.2)',
        'P16 HOUSE no-leftovers: there is a etag header (RFC 9110 section 8, https://www.rfc-editor.org/rfc/rfc9110#section-8)',
        'status is 409, expected 404',
        'title is "Seat is taken", expected /free/',
        `The answer was: 409, application/problem+json, ${JSON.stringify({ ...GOOD_MEMBERS, status: 400 })}`,
      ].join('\n'),
    );
  });

  it('compares members deeply and lets others be', async () => {
    await using server = await startBadServer(
      answerOf({ members: { errors: [{ pointer: '#/seat', code: 'isInt' }] } }),
    );
    await expectProblem(await fetch(server.url), { errors: [{ pointer: '#/seat', code: 'isInt' }] });
    const attempt = expectProblem(await fetch(server.url), { errors: [{ pointer: '#/seat' }] });
    expect(await messageOf(attempt)).toMatch(
      /^errors is \[\{"pointer":"#\/seat","code":"isInt"\}\], expected/,
    );
  });

  it('refuses a success', async () => {
    expect(await messageOf(expectProblem(Response.json({ ok: true })))).toMatch(/^P1 MUST media-type/);
  });

  it('refuses what is no response', async () => {
    await expect(expectProblem({} as AnyResponse)).rejects.toThrow(TypeError);
  });

  it('leaves the response of fetch readable', async () => {
    await using server = await startBadServer(GOOD);
    const response = await fetch(server.url);
    await expectProblem(response);
    expect(await response.json()).toEqual(GOOD_MEMBERS);
  });

  it("takes the response of undici's request", async () => {
    await using server = await startBadServer(GOOD);
    expect(await expectProblem(await request(server.url), { status: 409 })).toEqual(GOOD_MEMBERS);
    await using bad = await startBadServer(answerOf({ members: { status: 400 } }));
    expect(await brokenRules(await request(bad.url))).toEqual(['P6']);
  });

  it('takes a response as supertest and as inject have it', async () => {
    const { status, headers, body } = answerOf({
      status: 405,
      members: { status: 405 },
      headers: { allow: 'GET' },
    });
    const text = body.toString();
    for (const response of [
      { status, headers, text, body: JSON.parse(text) as unknown, request: { method: 'GET' } },
      {
        statusCode: status,
        headers: { ...headers, 'set-cookie': ['a=b', 'c=d'] },
        payload: text,
        body: text,
      },
    ]) {
      expect(await expectProblem(response as AnyResponse, { status: 405 }, { off: ['allow'] })).toMatchObject(
        { seat: '7A' },
      );
    }
    const known = { status, headers, text, request: { method: 'GET' } };
    expect(await brokenRules(known, {})).toEqual(['P19']);
  });

  it('tells that a body broke off', async () => {
    await using server = await startBadServer((socket) => {
      socket.write(
        'HTTP/1.1 500 X\r\ncontent-type: application/problem+json\r\ncontent-length: 100\r\n\r\n{"type":',
      );
      setTimeout(() => socket.destroy(), 20);
    });
    expect(await messageOf(expectProblem(await fetch(server.url)))).toContain(
      'P3 MUST json-object: the body could not be read',
    );
  });
});
