import { describe, expect, it } from 'vitest';
import { loadReportTemplate } from './load-report-template.js';
import { readReportTemplate } from './report-template.js';

describe('a template', () => {
  const good = loadReportTemplate();

  it('is read as it is', () => expect(readReportTemplate(structuredClone(good))).toEqual(good));

  it.each<[string, object]>([
    ['version', { version: 0 }],
    ['title.en', { title: { ko: '제목' } }],
    ['title.ko', { title: { ko: ' ', en: 'Title' } }],
    ['sections.0.show', { sections: [{ ...good.sections[0], show: 'horoscope' }] }],
    ['sections.0.id', { sections: [{ ...good.sections[0], id: 'No Id' }] }],
    ['prompts.CS', { prompts: { ...good.prompts, CS: undefined } }],
    ['surprise', { surprise: 1 }],
  ])('that is wrong is refused, naming %s', (place, change) => {
    expect(() => readReportTemplate({ ...good, ...change })).toThrow(new RegExp(`^${place}: `));
  });

  it('that is none is refused', () => {
    expect(() => readReportTemplate('x')).toThrow(/^The template: /);
  });
});
