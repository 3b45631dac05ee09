import { ADAPTERS, provenChains } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, joinedCouple, responses, type Couple } from '../couple-client.js';
import { OPS_TOKEN, runApi, SERVICE_TOKEN, type RunningApi } from '../running-api.js';
import { parsePdf } from './parse-pdf.js';

const PROBLEMS = 'https://couple.example/problems/';

describe.each(ADAPTERS)('the report on %s', (adapter) => {
  let api: RunningApi;
  let couple: Couple;
  let sha256: string;
  beforeAll(async () => {
    api = await runApi(adapter);
    couple = await answered();
    const computed = await call(`${couple.session}/compute`, 'POST', { token: couple.a });
    sha256 = computed.body.decision_packet.packet_sha256;
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const answered = async () => {
    const joined = await joinedCouple(api.url);
    await call(`${joined.session}/responses`, 'PUT', { token: joined.a, json: responses(1) });
    await call(`${joined.session}/responses`, 'PUT', { token: joined.b, json: responses(3) });
    return joined;
  };
  const ask = (path: string, { token = couple.a, method = 'GET', language = '' } = {}) =>
    fetch(`${couple.session}/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(language && { 'Accept-Language': language }) },
    });
  const events = async (id = couple.id) => (await provenChains(api.dataSource, [id])).get(id) ?? [];

  it.each([
    ['', 'ko', '두 사람의 비교 리포트'],
    ['en-GB, ko;q=0.5', 'en', 'Your report, side by side'],
    ['fr', 'ko', '두 사람의 비교 리포트'],
  ])('is JSON in words, for Accept-Language %j in %s', async (language, expected, title) => {
    const reply = await ask('report', { language });
    expect(reply.status).toBe(200);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-language': expected,
      vary: 'Accept-Language',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow',
    });
    const body = await reply.text();
    expect(body).not.toContain('<svg');
    const report = JSON.parse(body) as { readonly sections: readonly Record<string, unknown>[] };
    expect(report).toMatchObject({ template_version: 1, language: expected, title });
    expect(report.sections.map(({ id }) => id)).toEqual([
      'opening', 'summary', 'care', 'insights', 'scales', 'gaps', 'top_items', 'next_conversation', 'glossary', 'provenance',
    ]); // prettier-ignore
    const section = (id: string) => report.sections.find((candidate) => candidate['id'] === id);
    expect(section('care')).toMatchObject({
      cards: [{ about: 'SAFETY', help: [{ phone: '112' }, { phone: '1366' }, { phone: '109' }] }],
    });
    expect(section('scales')?.['picture']).toMatchObject({
      kind: 'radar',
      table: { columns: { length: 5 }, rows: { length: 8 } },
    });
    expect(section('gaps')?.['picture']).toMatchObject({ table: { columns: { length: 3 }, rows: { length: 8 } } }); // prettier-ignore
    expect(section('top_items')?.['statements']).toHaveLength(5);
    expect(section('next_conversation')?.['questions']).toHaveLength(4);
    expect(body).toContain(sha256);
  });

  it.each([
    ['ko', '두 사람의 비교 리포트', '이번 주에는 10분을 정해서', '하나 · 두리', '여성긴급전화 1366'],
    ['en', 'Your report, side by side', 'This week, set aside ten minutes', '하나 · 두리', 'Police 112'],
  ])('is an accessible PDF in %s', async (language, title, ...said) => {
    const reply = await ask(`report.pdf?lang=${language}`, { language: 'ko;q=0.1, en;q=0.1' });
    expect(reply.status).toBe(200);
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-language': language,
      'content-disposition': expect.stringMatching(/^inline; filename="couple-report.pdf"; filename\*=UTF-8''[\w%.]+\.pdf$/), // prettier-ignore
      vary: 'Accept-Language',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow',
    });
    const pdf = await parsePdf(bytes);
    expect(pdf).toMatchObject({ title, language, accessibility: '1', marked: true });
    expect(pdf.roles).toEqual(expect.arrayContaining(['Document', 'H1', 'P', 'L', 'Figure', 'Table', 'TH', 'TD'])); // prettier-ignore
    expect(pdf.alternatives).toHaveLength(2);
    expect(pdf.fonts.length).toBeGreaterThan(0);
    for (const font of pdf.fonts) expect(font).toMatch(/^[A-Z]{6}\+Pretendard/);
    const text = pdf.pages.join(' ');
    for (const words of said) expect(text).toContain(words);
    for (const [index, page] of pdf.pages.entries()) {
      expect(page).toContain(`${sha256} · test-build · core_scoring.v1`);
      expect(page).toContain(`${index + 1} / ${pdf.pages.length}`);
    }
  });

  it('is the same bytes for the same result, whoever asks', async () => {
    const [first, second] = await Promise.all(
      [couple.a, couple.b].map(async (token) => Buffer.from(await (await ask('report.pdf', { token })).arrayBuffer())), // prettier-ignore
    );
    expect(first?.equals(second ?? Buffer.of())).toBe(true);
  });

  it('leaves report.generated once for each, in a chain that verifies', async () => {
    const before = (await events()).length;
    await (await ask('report?lang=en')).text();
    const reply = await ask('report.pdf', { token: couple.b });
    await reply.arrayBuffer();
    const written = (await events()).slice(before);
    const facts = { template_version: 1, packet_sha256: sha256 };
    expect(written).toMatchObject([
      { type: 'report.generated', actor: 'participant:A', facts: { role: 'A', format: 'json', language: 'en', ...facts } },
      { type: 'report.generated', actor: 'participant:B', facts: { role: 'B', format: 'pdf', language: 'ko', ...facts } },
    ]); // prettier-ignore
    expect(written[1]?.request_id).toBe(reply.headers.get('x-request-id'));
  });

  it.each(['report', 'report.pdf'])('is not made by HEAD: %s', async (path) => {
    const before = await events();
    const reply = await ask(path, { method: 'HEAD', language: 'en' });
    expect(reply.status).toBe(200);
    expect(await reply.text()).toBe('');
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': path === 'report' ? 'application/json; charset=utf-8' : 'application/pdf',
      'content-language': 'en',
      'cache-control': 'private, no-store',
    });
    expect(reply.headers.get('content-length')).toBeNull();
    expect(await events()).toEqual(before);
    expect((await ask(path, { method: 'HEAD', token: OPS_TOKEN })).status).toBe(403);
  });

  it.each(['report', 'report.pdf'])('refuses with a problem who may not have it: %s', async (path) => {
    const early = await answered();
    const url = `${couple.session}/${path}`;
    const cases: readonly [number, string, string, string | undefined][] = [
      [401, 'unauthorized', url, undefined],
      [401, 'unauthorized', url, 'x'.repeat(43)],
      [403, 'participant-invalid', url, early.a],
      [403, 'participant-invalid', url, OPS_TOKEN],
      [403, 'participant-invalid', url, SERVICE_TOKEN],
      [404, 'session-not-found', `${api.url}/api/couples/sessions/nothing/${path}`, couple.a],
      [409, 'stage-incomplete', `${early.session}/${path}`, early.a],
      [422, 'validation', `${url}?lang=fr`, couple.a],
    ];
    for (const [status, slug, target, token] of cases) {
      const reply = await call(target, 'GET', token === undefined ? {} : { token });
      expect([reply.status, reply.body.type]).toEqual([status, `${PROBLEMS}${slug}`]);
      expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(reply.headers.get('content-disposition')).toBeNull();
    }
    expect((await events(early.id)).map(({ type }) => type)).not.toContain('report.generated');
  });

  it.each(['report', 'report.pdf'])('is not handed out when it cannot be recorded: %s', async (path) => {
    await api.dataSource.query(`CREATE FUNCTION refuse_report() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'injected'; END $$`);
    await api.dataSource.query(`CREATE TRIGGER refuse_report BEFORE INSERT ON couple_audit_event
      FOR EACH ROW WHEN (NEW.type = 'report.generated') EXECUTE FUNCTION refuse_report()`);
    const before = (await events()).length;
    try {
      const failed = await call(`${couple.session}/${path}`, 'GET', { token: couple.a });
      expect([failed.status, failed.body.type]).toEqual([500, `${PROBLEMS}internal`]);
      expect(failed.headers.get('content-disposition')).toBeNull();
      expect(JSON.stringify(failed.body)).not.toContain('하나');
    } finally {
      await api.dataSource.query('DROP FUNCTION refuse_report CASCADE');
    }
    expect((await events()).slice(before)).toMatchObject([{ type: 'error.internal' }]);
  });
});
