import { describe, expect, it } from 'vitest';
import { checkReportSync } from './check-report-sync.js';
import { checkReport, sampleSource } from './check-report.js';
import { loadReportTemplate } from './load-report-template.js';
import type { ReportTemplate, ReportTemplateSection } from './report-template.js';

const template = loadReportTemplate();
const source = sampleSource();

const withSection = (id: string, change: Partial<ReportTemplateSection>): ReportTemplate => ({
  ...template,
  sections: template.sections.map((section) => (section.id === id ? { ...section, ...change } : section)),
});
const without = (id: string): ReportTemplate => ({
  ...template,
  sections: template.sections.filter((section) => section.id !== id),
});
const say = (ko: string, en = ko) => ({ ko, en });
const sourceWithout = (path: readonly string[]): typeof source => {
  const copy = structuredClone(source) as unknown as Record<string, unknown>;
  const holder = path.slice(0, -1).reduce((part, key) => part[key] as Record<string, unknown>, copy);
  delete holder[path.at(-1) ?? ''];
  return copy as unknown as typeof source;
};

it('finds nothing in what this build ships', () => {
  expect(checkReport()).toEqual([]);
  expect(checkReportSync(template, source)).toEqual([]);
});

describe('a template that does not fit its results', () => {
  it.each<[string, ReportTemplate, readonly string[]]>([
    [
      'an unknown variable',
      withSection('opening', { paragraphs: [say('{love_score}')] }),
      ['sections.opening.0 uses {love_score}, which nothing in the result fills.'],
    ],
    [
      'a variable in one language only',
      { ...template, subtitle: say('{a_name} {b_name} {computed_on}', '{a_name} {b_name}') },
      ['subtitle uses {computed_on} in one language only.'],
    ],
    [
      'a variable where none are filled in',
      { ...template, closing_prompt: say('{a_name}?') },
      ['closing_prompt uses {a_name}, which nothing in the result fills.'],
    ],
    [
      'a variable of items outside of each',
      withSection('opening', { paragraphs: [say('{item_scale}')] }),
      ['sections.opening.0 uses {item_scale}, which nothing in the result fills.'],
    ],
    ['a slip of the pen', { ...template, title: say('{ a_name }') }, ['title has a brace that belongs to no variable.']], // prettier-ignore
    [
      'a section that is gone',
      without('scales'),
      ['scales is marked for the report, and the template does not use it.'],
    ],
    [
      'flags that are told nowhere',
      without('care'),
      ['flags is marked for the report, and the template does not use it.'],
    ],
    [
      'an each that leaves something out',
      withSection('top_items', { each: say('{item_scale} {item_delta_a}') }),
      ['sections.top_items.each does not use {item_delta_b}.'],
    ],
    [
      'top items without each',
      withSection('top_items', { each: undefined }),
      ['sections.top_items needs each.'],
    ],
    [
      'an each of something else',
      withSection('care', { each: say('x') }),
      ['sections.care.each words entries of top_items only.'],
    ],
  ])('is found: %s', (_, changed, findings) => {
    expect(checkReportSync(changed, source)).toEqual(findings);
  });

  it.each([
    [['participants'], 'participants'],
    [['result', 'outputs', 'flags'], 'flags'],
    [['result', 'outputs', 'scales'], 'scales'],
    [['result', 'outputs', 'deltas', 'scales'], 'deltas.scales'],
    [['result', 'outputs', 'gap_summary', 'grade'], 'gap_summary.grade'],
    [['result', 'packet', 'sha256'], 'packet.sha256'],
    [['result', 'generatedAt'], 'generatedAt'],
  ])('is found: the result lacks %j', (path, field) => {
    expect(checkReportSync(template, sourceWithout(path))).toEqual([
      `The report tells ${field}, which the result does not have.`,
    ]);
  });

  it('is found: the result has a field that nobody decided on', () => {
    const outputs = { ...source.result.outputs, mood: 1 };
    expect(checkReportSync(template, { ...source, result: { ...source.result, outputs } })).toEqual([
      'The result has mood, and nothing says whether it belongs into the report.',
    ]);
  });
});
