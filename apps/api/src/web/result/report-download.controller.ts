import { Readable } from 'node:stream';
import { Get, Res, StreamableFile } from '@nestjs/common';
import { CoupleService, ReportService, type ParticipantActor } from '@couplekit/couple-core';
import { pdfDisposition } from '../../report/pdf/pdf-disposition.js';
import { ReportWriter } from '../../report/report-writer.js';
import { PageController } from '../pages/page-controller.decorator.js';
import { RateLimited } from '../rate-limits/rate-limit.decorator.js';
import { ForParticipant, Me } from '../sessions/participant.guard.js';
import { CurrentVisit } from '../visits/current-visit.js';
import type { Visit } from '../visits/visit.js';

/** The report for a browser, which has no token to show. Like every other, it is on record. */
@PageController('s/:sessionId/report.pdf')
@ForParticipant()
@RateLimited('reports')
export class ReportDownloadController {
  constructor(
    private readonly couples: CoupleService,
    private readonly reports: ReportService,
    private readonly writer: ReportWriter,
  ) {}

  @Get()
  async download(
    @Me() me: ParticipantActor,
    @CurrentVisit() { language, exchange }: Visit,
    @Res({ passthrough: true }) response: { header(name: string, value: string): unknown },
  ): Promise<StreamableFile> {
    const file =
      exchange.request.method === 'HEAD' ? await this.nothing(me) : await this.report(me, language);
    // Not before: what fails has headers of its own.
    response.header('Content-Type', 'application/pdf');
    response.header('Content-Language', language);
    response.header('Cache-Control', 'private, no-store');
    response.header('Content-Disposition', pdfDisposition(language));
    return file;
  }

  private report(me: ParticipantActor, language: Visit['language']): Promise<StreamableFile> {
    return this.reports.generateReport(me, me.sessionId, {
      format: 'pdf',
      language,
      templateVersion: this.writer.templateVersion,
      make: async (source) => {
        const pdf = await this.writer.writePdf(source, language);
        return new StreamableFile(pdf, { length: pdf.length });
      },
    });
  }

  /** HEAD is told whether there is a report, and puts none on record (RFC 9110 section 9.3.2). */
  private async nothing(me: ParticipantActor): Promise<StreamableFile> {
    await this.couples.getResult(me, me.sessionId);
    return new StreamableFile(Readable.from([]));
  }
}
