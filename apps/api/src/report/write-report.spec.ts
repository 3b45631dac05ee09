import { FLAG_INSIGHTS, HELP_RESOURCES, type Flag, type ReportSource } from '@couplekit/couple-core';
import { describe, expect, it } from 'vitest';
import { sampleSource } from './check-report.js';
import { loadReportTemplate } from './load-report-template.js';
import { reportContext } from './report-context.js';
import { writeReport } from './write-report.js';

const template = loadReportTemplate();
const sample = sampleSource();
const withOutputs = (outputs: Partial<ReportSource['result']['outputs']>): ReportSource => ({
  ...sample,
  result: { ...sample.result, outputs: { ...sample.result.outputs, ...outputs } },
});
const written = (source: ReportSource, language: 'ko' | 'en' = 'ko') =>
  writeReport(reportContext({ template, source, language }));
const section = (source: ReportSource, id: string) =>
  written(source).sections.find((candidate) => candidate.id === id);

describe('a report', () => {
  it.each(['ko', 'en'] as const)(
    'has words for every flag, and help with SAFETY alone, in %s',
    (language) => {
      const codes = ['SAFETY', 'PURSUIT_WITHDRAW', 'COGNITIVE', 'PLANNING_GAP'] as const;
      const flags = codes.map((code): Flag => ({ code, severity: 'low' }));
      const cards = written(withOutputs({ flags }), language).sections.find(({ id }) => id === 'care')?.cards;
      expect(cards?.map(({ title }) => title)).toEqual(
        codes.map((code) => FLAG_INSIGHTS[code].title[language]),
      );
      expect(cards?.map(({ help }) => help.map(({ phone }) => phone))).toEqual([
        HELP_RESOURCES.map(({ phone }) => phone),
        [],
        [],
        [],
      ]);
    },
  );

  it('has help for SAFETY also where the insights have no room for it', () => {
    const cards = section(withOutputs({ flags: [{ code: 'SAFETY', severity: 'high' }], insights: [] }), 'care')?.cards; // prettier-ignore
    expect(cards?.[0]?.help).toHaveLength(3);
  });

  it('leaves out what there is nothing to say about', () => {
    expect(section(withOutputs({ flags: [] }), 'care')).toBeUndefined();
    expect(section(withOutputs({ insights: [] }), 'insights')).toBeUndefined();
  });

  it('says a card about a flag once', () => {
    const about = (id: string) => section(sample, id)?.cards?.map((card) => card.about);
    expect(about('care')).toContain('SAFETY');
    expect(about('insights')).not.toContain('SAFETY');
    expect(about('insights')).toHaveLength(2);
  });

  it.each(['green', 'amber', 'red'] as const)('finds words for %s', (grade) => {
    const summary = section(withOutputs({ gap_summary: { ...sample.result.outputs.gap_summary, grade } }), 'summary'); // prettier-ignore
    expect(summary?.paragraphs[0]).toBe(template.grades[grade].ko);
  });

  it('asks about the three areas with the widest gaps, and once more', () => {
    const scales = Object.fromEntries(Object.keys(sample.result.outputs.deltas.scales).map((scale, index) => [scale, { a: index / 10, b: 0 }])) as ReportSource['result']['outputs']['deltas']['scales']; // prettier-ignore
    const { questions } = section(withOutputs({ deltas: { ...sample.result.outputs.deltas, scales } }), 'next_conversation') ?? {}; // prettier-ignore
    const { SF, IN, LF } = template.prompts;
    expect(questions).toEqual([SF.ko, IN.ko, LF.ko, template.closing_prompt.ko]);
  });

  it('is dated in Korea', () => {
    const generatedAt = new Date('2026-11-25T15:00:00Z');
    const source = { ...sample, result: { ...sample.result, generatedAt } };
    expect(written(source).subtitle).toContain('2026년 11월 26일');
    expect(written(source, 'en').subtitle).toContain('26 November 2026');
  });

  it('never diagnoses', () => {
    const words = JSON.stringify([template.sections, template.grades, template.prompts, template.glossary]);
    expect(words).not.toMatch(/장애|증상|치료|환자|학대|가해|정상|비정상|disorder|symptom|therapy|abus|toxic|normal/i); // prettier-ignore
  });
});
