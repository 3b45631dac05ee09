import { Injectable } from '@nestjs/common';
import type { Participant, ReportSource } from '@couplekit/couple-core';
import { shortened } from '../pictures/fit-text.js';
import { partnerNames, type PartnerNames } from '../pictures/partner-names.js';
import type { PictureLanguage } from '../pictures/picture.js';
import { loadReportTemplate } from './load-report-template.js';
import { pdfDocument } from './pdf/pdf-document.js';
import { PdfRenderer } from './pdf/pdf-renderer.js';
import { emojiCoverage, textCoverage } from './pdf/report-fonts.js';
import { plainText, settableText } from './pdf/settable-text.js';
import { reportContext } from './report-context.js';
import type { Report } from './report.js';
import { writeReport } from './write-report.js';

/** So wide may a name be in the columns of a printed table. */
const COLUMN_NAME_WIDTH = 9;

/** Words and sets reports, by the template that this build ships. */
@Injectable()
export class ReportWriter {
  private readonly template = loadReportTemplate();
  private readonly textFont = textCoverage();
  private readonly fonts = [this.textFont, emojiCoverage()];

  constructor(private readonly renderer: PdfRenderer) {}

  get templateVersion(): number {
    return this.template.version;
  }

  write(source: ReportSource, language: PictureLanguage): Report {
    return writeReport(reportContext({ template: this.template, source, language }));
  }

  /** The same source in the same language always gives the same bytes. */
  writePdf(source: ReportSource, language: PictureLanguage): Promise<Buffer> {
    const participants = renamed(source.participants, (nickname) => settableText(nickname, this.fonts));
    const context = reportContext({ template: this.template, source: { ...source, participants }, language });
    const pictureNames = this.pictureNames(participants, language);
    return this.renderer.render(pdfDocument(writeReport({ ...context, pictureNames })));
  }

  private pictureNames(participants: readonly Participant[], language: PictureLanguage): PartnerNames {
    const short = (nickname: string) => shortened(plainText(nickname, this.textFont), COLUMN_NAME_WIDTH);
    return partnerNames(renamed(participants, short), language);
  }
}

/** Where nothing is left of a name, it is as if there had been none. */
function renamed(
  participants: readonly Participant[],
  to: (nickname: string) => string,
): readonly Participant[] {
  // prettier-ignore
  return participants.map(({ role, nickname }) => ({ role, nickname: to(nickname) || role }));
}
