import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Req, Res, StreamableFile, UseGuards } from '@nestjs/common';
import {
  CoupleService,
  ParticipantInvalidError,
  ReportService,
  SessionNotFoundError,
  StageIncompleteError,
  UnauthorizedError,
  type Actor,
  type ReportSource,
} from '@couplekit/couple-core';
import { BearerGuard, CurrentActor, SessionIdPipe, Throws } from '@couplekit/couple-core/http';
import { chooseLanguage, quotaExceeded } from '@couplekit/problem-details';
import { ApiProblems } from '@couplekit/problem-details/openapi';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PICTURE_LANGUAGES, type PictureLanguage } from '../pictures/picture.js';
import { validationProblem } from '../service-problems.js';
import { RateLimited } from '../web/rate-limits/rate-limit.decorator.js';
import { pdfDisposition } from './pdf/pdf-disposition.js';
import { ReportQueryDto } from './report-query.dto.js';
import { ReportWriter } from './report-writer.js';
import { ReportBody, reportBody } from './report.body.js';

interface IncomingRequest {
  readonly method: string;
  readonly headers: { readonly 'accept-language'?: string | undefined };
}

/** What Fastify's reply and Express's response share. */
interface OutgoingResponse {
  header(name: string, value: string): unknown;
}

interface Call extends ReportQueryDto {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly request: IncomingRequest;
  readonly response: OutgoingResponse;
}

/** A way to show a report. */
interface Format<T> {
  readonly format: 'json' | 'pdf';
  readonly type: string;
  readonly disposition?: (language: PictureLanguage) => string;
  readonly make: (source: ReportSource, language: PictureLanguage) => T | Promise<T>;
}

/** The report of a couple's result. Every one that is handed out is on record; HEAD hands nothing out. */
@ApiTags('results')
@ApiBearerAuth()
@Controller('api/couples/sessions/:sessionId')
@UseGuards(BearerGuard)
@RateLimited('reports')
export class ReportController {
  constructor(
    private readonly couples: CoupleService,
    private readonly reports: ReportService,
    private readonly writer: ReportWriter,
  ) {}

  @Get('report')
  @ApiOperation({ summary: 'The report of the result, in words' })
  @ApiOkResponse({ type: ReportBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError, StageIncompleteError)
  @ApiProblems(validationProblem, quotaExceeded)
  json(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
    @Query() { lang }: ReportQueryDto,
    @Req() request: IncomingRequest,
    @Res({ passthrough: true }) response: OutgoingResponse,
  ): Promise<ReportBody | StreamableFile> {
    return this.answer<ReportBody>(
      { actor, sessionId, lang, request, response },
      {
        format: 'json',
        type: 'application/json; charset=utf-8',
        make: (source, language) => reportBody(this.writer.write(source, language)),
      },
    );
  }

  @Get('report.pdf')
  @ApiOperation({ summary: 'The report of the result, to print and to keep' })
  @ApiOkResponse({ content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } } })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError, StageIncompleteError)
  @ApiProblems(validationProblem, quotaExceeded)
  pdf(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
    @Query() { lang }: ReportQueryDto,
    @Req() request: IncomingRequest,
    @Res({ passthrough: true }) response: OutgoingResponse,
  ): Promise<StreamableFile> {
    return this.answer<StreamableFile>(
      { actor, sessionId, lang, request, response },
      {
        format: 'pdf',
        type: 'application/pdf',
        disposition: pdfDisposition,
        make: async (source, language) => {
          const pdf = await this.writer.writePdf(source, language);
          return new StreamableFile(pdf, { length: pdf.length });
        },
      },
    );
  }

  private async answer<T>(
    call: Call,
    { make, format, type, disposition }: Format<T>,
  ): Promise<T | StreamableFile> {
    // prettier-ignore
    const { actor, sessionId, request, response } = call;
    const language = call.lang ?? acceptedLanguage(request);
    const answer =
      request.method === 'HEAD'
        ? await this.nothing(actor, sessionId)
        : await this.reports.generateReport(actor, sessionId, {
            format,
            language,
            templateVersion: this.writer.templateVersion,
            make: (source) => make(source, language),
          });
    // Not before: what fails has headers of its own.
    response.header('Content-Type', type);
    response.header('Content-Language', language);
    response.header('Vary', 'Accept-Language');
    response.header('Cache-Control', 'private, no-store');
    if (disposition) response.header('Content-Disposition', disposition(language));
    return answer;
  }

  /** HEAD is told whether there is a report (RFC 9110 section 9.3.2). A stream claims no length. */
  private async nothing(actor: Actor, sessionId: string): Promise<StreamableFile> {
    await this.couples.getResult(actor, sessionId);
    return new StreamableFile(Readable.from([]));
  }
}

function acceptedLanguage({ headers }: IncomingRequest): PictureLanguage {
  return chooseLanguage(headers['accept-language'], 'ko', PICTURE_LANGUAGES) === 'en' ? 'en' : 'ko';
}
