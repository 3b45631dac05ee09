import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { radarPicture } from '../../src/pictures/radar.js';
import { pdfDocument } from '../../src/report/pdf/pdf-document.js';
import { PdfRenderer, TYPESETTING } from '../../src/report/pdf/pdf-renderer.js';
import { ReportWriter } from '../../src/report/report-writer.js';
import { WorkProcess } from '../../src/work-process/work-process.js';
import { answeredSource } from './answered-source.js';
import { parsePdf } from './parse-pdf.js';

const JOINERS = /\u{200D}|\u{FE0F}/gu;

describe('a printed report', () => {
  const renderer = new PdfRenderer();
  const writer = new ReportWriter(renderer);
  afterAll(() => renderer.onApplicationShutdown());

  const print = async (a: string, b = '두리') => parsePdf(await writer.writePdf(answeredSource(a, b), 'ko'));
  const subtitle = async (a: string, b?: string) => {
    const { pages } = await print(a, b);
    return /비교 리포트 (.*?) · 2026년 11월 27일/.exec(pages[0] ?? '')?.[1];
  };

  it.each([
    '#panic("typst")',
    '#import "@preview/cetz:0.3.0"',
    '#read("/etc/passwd")',
    '*굵게* _기울임_ `code`',
    '= 제목',
    '$ x^2 $ #sys.inputs',
    ']] #set page(fill: red) [[',
    '{a_name} {packet_sha256}',
    '"}, "title": "x',
    '</text><script>alert(1)</script>',
    '&amp; &lt; \\u0041 \\',
    '// 주석 /* */ @ref <label>',
    'https://couple.example/x',
    '-- --- ... ~ \'"',
  ])('shows the name %j as it is', async (name) => {
    expect(await subtitle(name)).toBe(`${name} · 두리`);
  });

  it.each([
    ['하나🐰', '하나🐰 · 두리'],
    ['👩‍❤️‍👩', '👩‍❤️‍👩 · 두리'],
    ['1️⃣🇰🇷👍🏽☺️©️', '1️⃣🇰🇷👍🏽☺️©️ · 두리'],
    ['🆑À', '🆑À · 두리'],
    ['하나ไทย', '하나 · 두리'],
    ['ไทย', '파트너 A · 두리'],
    ['\u202Eabc', 'abc · 두리'],
    ['x'.repeat(40), `${'x'.repeat(40)} · 두리`],
    ['두리', '두리 (A) · 두리 (B)'],
  ])('of %j prints what can be printed', async (name, expected) => {
    const printed = (await subtitle(name)) ?? '';
    // A parser may tell joined emoji apart.
    expect(printed.replaceAll(JOINERS, '')).toBe(expected.replaceAll(JOINERS, ''));
  });

  it('does not say whose name it was that failed', async () => {
    const document = pdfDocument({ ...writer.write(answeredSource(), 'en'), subtitle: 'ไทย' });
    const error = await renderer.render(document).catch((reason: Error) => reason.message);
    expect(error).toBe('The report could not be set: PDF/UA-1 error: the text …');
  });

  it('is set for whatever name', async () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const binary = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(name, binary), name, async (a, b) => {
        expect((await writer.writePdf(answeredSource(a, b), 'en')).subarray(0, 8).toString()).toBe(
          '%PDF-1.7',
        );
      }),
      { numRuns: 25 },
    );
  });

  it('is the same bytes from another process, and dated by its result', async () => {
    const other = new PdfRenderer();
    const bytes = await writer.writePdf(answeredSource(), 'en');
    await writer.writePdf(answeredSource('else'), 'ko');
    expect(bytes.equals(await new ReportWriter(other).writePdf(answeredSource(), 'en'))).toBe(true);
    other.onApplicationShutdown();
    expect((await parsePdf(bytes)).creationDate).toBe('D:20261126150000Z');
  });

  it('keeps words whole', async () => {
    const { pages } = await print('하나');
    expect(pages.join(' ')).toContain('이 리포트는 그 짐작과 실제 답을 나란히 놓은 것이에요.');
  });

  it('leaves the event loop free while it is set', async () => {
    const started: ChildProcess[] = [];
    const note = (message: unknown) => void started.push((message as { process: ChildProcess }).process);
    subscribe('child_process', note);
    const other = new PdfRenderer();
    const document = pdfDocument(writer.write(answeredSource('쉼'), 'ko'));
    let isSet = false;
    const setting = other.render(document).then(() => (isSet = true));
    unsubscribe('child_process', note);
    expect(started).toHaveLength(1);
    started[0]?.kill('SIGSTOP');
    for (let turns = 0; turns < 100; turns++) await setImmediate();
    expect(isSet).toBe(false);
    started[0]?.kill('SIGCONT');
    await setting;
    other.onApplicationShutdown();
  });

  it('is refused, with the others unharmed, when too many wait', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 40 }, () => writer.writePdf(answeredSource(), 'en')),
    );
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    expect(refused).toHaveLength(40 - 33);
    for (const reason of refused)
      expect(reason).toMatchObject({ status: 503, occurrence: { headers: { 'Retry-After': '2' } } });
  });

  it('that cannot be set fails alone', async () => {
    const failed = renderer.render('{"no": "report"}');
    const next = writer.writePdf(answeredSource(), 'en');
    await expect(failed).rejects.toThrow(/^The report could not be set: .*dictionary does not contain key/);
    expect((await next).length).toBeGreaterThan(10_000);
  });

  it('that never ends is given up, and the next one is set', async () => {
    // The engine does not come back from a keycap in a picture, where two fonts would have to share a character.
    const endless = { ...answeredSource().result.outputs };
    const picture = radarPicture({ names: { A: '1️⃣', B: '두리' }, outputs: endless, language: 'ko' });
    const report = writer.write(answeredSource(), 'ko');
    const [section] = report.sections;
    const sections = [{ id: 'x', heading: 'x', paragraphs: [], ...section, picture }];
    const impatient = new WorkProcess({ ...TYPESETTING, patienceMs: 5_000 });
    const failed = impatient.do(pdfDocument({ ...report, sections }));
    const next = impatient.do(pdfDocument(report));
    await expect(failed).rejects.toThrow('A report took longer than 5000 ms.');
    expect((await next).length).toBeGreaterThan(10_000);
    impatient.stop();
  });

  it('fails when the service stops, and all that wait with it', async () => {
    const stopping = new PdfRenderer();
    const jobs = [1, 2, 3].map(() => stopping.render('{}').catch((error: Error) => error.message));
    stopping.onApplicationShutdown();
    expect(await Promise.all(jobs)).toEqual(Array(3).fill('The service is stopping.'));
  });
});
