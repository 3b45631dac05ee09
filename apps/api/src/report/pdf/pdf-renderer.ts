import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WorkProcess, type Work } from '../../work-process/work-process.js';
import { REPORT_FOLDER } from '../load-report-template.js';
import { fontFiles } from './report-fonts.js';

/** Setting a document, as a process does it. */
export const TYPESETTING: Work = {
  program: join(import.meta.dirname, 'typesetter'),
  setup: { folder: REPORT_FOLDER, main: join(REPORT_FOLDER, 'partner_report.typ'), fonts: fontFiles() },
  thing: 'a report',
  done: 'set',
  mostWaiting: 32,
};

/** Sets documents as PDF/UA-1, one at a time, outside of this process. */
@Injectable()
export class PdfRenderer implements OnApplicationShutdown {
  private readonly typesetter = new WorkProcess(TYPESETTING);

  /**
   * @param document from `pdfDocument`
   * @throws {ProblemException} 503 when too many documents wait already
   * @throws {Error} when it cannot be set
   */
  render(document: string): Promise<Buffer> {
    return this.typesetter.do(document);
  }

  onApplicationShutdown(): void {
    this.typesetter.stop();
  }
}
