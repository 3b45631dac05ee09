import { Injectable } from '@nestjs/common';
import type { ReportSource } from '@couplekit/couple-core';
import { shortened } from '../pictures/fit-text.js';
import type { PictureLanguage } from '../pictures/picture.js';
import { loadReportTemplate } from './load-report-template.js';
import { pdfDocument } from './pdf/pdf-document.js';
import { PdfRenderer } from './pdf/pdf-renderer.js';
import { fontCoverages } from './pdf/report-fonts.js';
import { settableText } from './pdf/settable-text.js';
import { reportContext } from './report-context.js';
import type { Report } from './report.js';
import { writeReport } from './write-report.js';

/** So wide may a name be in the columns of a printed table. */
const COLUMN_NAME_WIDTH = 9;

/** Words and sets reports, by the template that this build ships. */
@Injectable()
export class ReportWriter {
  private readonly template = loadReportTemplate();
  private readonly fonts = fontCoverages();

  constructor(private readonly renderer: PdfRenderer) {}

  get templateVersion(): number {
    return this.template.version;
  }

  write(source: ReportSource, language: PictureLanguage): Report {
    return writeReport(reportContext({ template: this.template, source, language }));
  }

  /** The same source in the same language always gives the same bytes. */
  writePdf(source: ReportSource, language: PictureLanguage): Promise<Buffer> {
    const participants = source.participants.map(({ role, nickname }) => ({
      role,
      // Where nothing of a name can be printed, it is as if there were none.
      nickname: settableText(nickname, this.fonts) || role,
    }));
    const context = reportContext({ template: this.template, source: { ...source, participants }, language });
    const { A, B } = context.names;
    const pictureNames = { A: shortened(A, COLUMN_NAME_WIDTH), B: shortened(B, COLUMN_NAME_WIDTH) };
    return this.renderer.render(pdfDocument(writeReport({ ...context, pictureNames })));
  }
}
