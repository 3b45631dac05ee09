import type { ReportSource } from '@couplekit/couple-core';
import { partnerNames, type PartnerNames } from '../pictures/partner-names.js';
import type { PictureLanguage } from '../pictures/picture.js';
import type { ReportTemplate } from './report-template.js';

/** What a report is written from. */
export interface ReportContext {
  readonly template: ReportTemplate;
  readonly source: ReportSource;
  readonly language: PictureLanguage;
  readonly names: PartnerNames;
  /** The same, for pictures and their tables. */
  readonly pictureNames: PartnerNames;
}

/** The context of one report. */
export function reportContext(given: Omit<ReportContext, 'names' | 'pictureNames'>): ReportContext {
  const names = partnerNames(given.source.participants, given.language);
  return { ...given, names, pictureNames: names };
}
