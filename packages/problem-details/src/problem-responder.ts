import { Inject, Injectable, Logger } from '@nestjs/common';
import { composeProblem } from './compose-problem.js';
import { currentRequestId, currentTraceId } from './correlation.js';
import { logThrown } from './log-thrown.js';
import { chooseMediaType } from './negotiation/choose-media-type.js';
import { PROBLEM_MEDIA_TYPES } from './negotiation/represent.js';
import {
  PROBLEM_DETAILS_OPTIONS,
  type ResolvedProblemDetailsOptions,
} from './resolve-problem-details-options.js';
import type { PackSituation } from './packs/read-packs.js';
import type { ProblemReport } from './problem-report.js';
import type { ProblemRequest } from './problem-request.js';
import { readThrown } from './read-thrown.js';
import { isTooLate, rawResponse, writeProblem, type ProblemResponse } from './write-problem.js';

/** Turns whatever was thrown into an answer. Synchronous and total: it never throws and never leaves a request open. */
@Injectable()
export class ProblemResponder {
  private readonly logger = new Logger('ProblemDetails');

  constructor(@Inject(PROBLEM_DETAILS_OPTIONS) private readonly options: ResolvedProblemDetailsOptions) {}

  /** Answers a request with the problem of a thrown value, and logs it when it is a 5xx. */
  respond(thrown: unknown, request: ProblemRequest, response: ProblemResponse): void {
    try {
      const report = readThrown(thrown, this.options.registry, this.situationOf(response));
      if (isTooLate(response)) return this.cutOff(thrown, response);
      if (report.status >= 500 && !report.isLogged) logThrown(this.logger, thrown);
      this.write(report, request, response);
    } catch (failure) {
      logThrown(this.logger, failure, 'A problem could not be written.');
      destroyUnfinished(response);
    }
  }

  private situationOf(response: ProblemResponse): PackSituation {
    return {
      lost: {
        get headers() {
          return response.getHeaders();
        },
      },
      onFailure: (failure, remark) => logThrown(this.logger, failure, remark),
    };
  }

  private write(report: ProblemReport, request: ProblemRequest, response: ProblemResponse): void {
    const { registry, negotiation } = this.options;
    const { accept, 'accept-language': acceptLanguage } = request.headers;
    const { languages } = registry;
    const mediaType =
      negotiation === 'strict' ? chooseMediaType(accept?.toString(), PROBLEM_MEDIA_TYPES) : undefined;
    const offered = mediaType === 'text/html' ? languages.pageTags : languages.tags;
    const context = {
      request,
      mediaType,
      language: languages.choose(acceptLanguage?.toString(), offered),
      requestId: currentRequestId(response.getHeader('x-request-id')),
      traceId: currentTraceId(),
    };
    for (const name of report.staleHeaders ?? []) response.removeHeader(name);
    writeProblem(response, composeProblem(report, context, registry), (failure) =>
      logThrown(this.logger, failure, 'An onSend hook failed on a problem, which was sent without it.'),
    );
  }

  /** Part of an answer is with the client: closing the connection is the only honest way to say that it failed. */
  private cutOff(thrown: unknown, response: ProblemResponse): void {
    logThrown(this.logger, thrown, 'A request failed after its response had started.');
    destroyUnfinished(response);
  }
}

function destroyUnfinished(response: ProblemResponse): void {
  const raw = rawResponse(response);
  if (!raw.writableEnded) raw.destroy();
}
