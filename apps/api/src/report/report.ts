import type { Picture, PictureLanguage } from '../pictures/picture.js';

/** A report that can be shown: all words are there, in one language. */
export interface Report {
  readonly templateVersion: number;
  readonly language: PictureLanguage;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly sections: readonly ReportSection[];
  /** On every page, beside its number. */
  readonly footer: string;
  /** When the result was computed. */
  readonly computedAt: Date;
}

/** A heading, its paragraphs, and at most one of the rest. */
export interface ReportSection extends Shown {
  readonly id: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/** What a section shows beside its paragraphs. */
export interface Shown {
  readonly picture?: Picture;
  readonly cards?: readonly ReportCard[];
  readonly statements?: readonly ReportStatement[];
  readonly questions?: readonly string[];
  readonly terms?: readonly ReportTerm[];
}

export interface ReportCard {
  /** A flag or a scale. */
  readonly about: string;
  readonly title: string;
  readonly body: string;
  /** Where to get help. */
  readonly help: readonly ReportHelp[];
}

export interface ReportHelp {
  readonly name: string;
  readonly phone: string;
  /** Empty when there is nothing more to say. */
  readonly note: string;
}

export interface ReportStatement {
  readonly code: string;
  readonly statement: string;
  readonly note: string;
}

export interface ReportTerm {
  readonly term: string;
  readonly meaning: string;
}
