import { computeOutputs, ITEMS, type CompleteAnswers, type ReportSource } from '@couplekit/couple-core';
import { PICTURE_LANGUAGES } from '../pictures/picture.js';
import { checkReportSync, type SyncFinding } from './check-report-sync.js';
import { loadReportTemplate } from './load-report-template.js';
import { reportContext } from './report-context.js';
import type { ReportTemplate } from './report-template.js';
import { writeReport } from './write-report.js';

/**
 * Checks the template that this build ships against the results that it computes: every variable has a source, every field
 * that is marked for the report is told, and a report can be written in each language.
 * @returns what does not fit, one sentence each; empty when all does
 */
export function checkReport(): readonly SyncFinding[] {
  try {
    const template = loadReportTemplate();
    const source = sampleSource();
    return [...checkReportSync(template, source), ...unwritable(template, source)];
  } catch (error) {
    return [(error as Error).message];
  }
}

function unwritable(template: ReportTemplate, source: ReportSource): readonly SyncFinding[] {
  return PICTURE_LANGUAGES.flatMap((language) => {
    try {
      writeReport(reportContext({ template, source, language }));
      return [];
    } catch (error) {
      return [`No report can be written in ${language}: ${(error as Error).message}`];
    }
  });
}

/** A couple that answered everything with the middle, or for a guess with the least. */
export function sampleSource(): ReportSource {
  const answers = (value: (max: number) => number) => Object.fromEntries(ITEMS.map(({ code, max }) => [code, value(max)])) as CompleteAnswers; // prettier-ignore
  const [self, guess] = [answers((max) => max / 2), answers(() => 0)];
  const moment = new Date(0);
  return {
    participants: [
      { role: 'A', nickname: 'A' },
      { role: 'B', nickname: 'B' },
    ],
    result: {
      outputs: computeOutputs({ a_self: self, a_guess: guess, b_self: self, b_guess: guess }),
      kState: { threshold: 3, current: 0, visible: false },
      packet: { sha256: '0'.repeat(64), codeRef: 'sample', modelId: 'sample', createdAt: moment },
      generatedAt: moment,
    },
  };
}
