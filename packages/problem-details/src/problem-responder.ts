import { Inject, Injectable, Logger } from '@nestjs/common';
import { chooseLanguage } from './choose-language.js';
import { composeProblem, type ProblemContext } from './compose-problem.js';
import type { ToldProblem } from './contexts/problem-teller.js';
import { currentRequestId, currentTraceId } from './correlation.js';
import { cutConnection } from './cut-connection.js';
import { logThrown } from './log-thrown.js';
import { MethodGuide } from './methods/method-guide.js';
import {
  PROBLEM_DETAILS_OPTIONS,
  type ResolvedProblemDetailsOptions,
} from './resolve-problem-details-options.js';
import type { ProblemReport } from './problem-report.js';
import type { ProblemRequest } from './problem-request.js';
import { readThrown } from './read-thrown.js';
import { requiredHeaders } from './required-headers.js';
import { isTooLate, rawResponse, writeProblem, type ProblemResponse } from './write-problem.js';

/** Turns whatever was thrown into an answer. Synchronous and total: it never throws and never leaves a request open. */
@Injectable()
export class ProblemResponder {
  private readonly logger = new Logger('ProblemDetails');

  constructor(
    @Inject(PROBLEM_DETAILS_OPTIONS) private readonly options: ResolvedProblemDetailsOptions,
    private readonly methods: MethodGuide,
  ) {}

  /** Answers a request with the problem of a thrown value, and logs it when it is a 5xx. */
  respond(thrown: unknown, request: ProblemRequest, response: ProblemResponse): void {
    try {
      const report = readThrown(this.methods.explain(thrown, request), this.options.registry);
      if (isTooLate(response)) return this.cutOff(thrown, response);
      if (report.status >= 500) logThrown(this.logger, thrown);
      this.write(report, request, response);
    } catch (failure) {
      logThrown(this.logger, failure, 'A problem could not be written.');
      cutConnection(rawResponse(response));
    }
  }

  /** The problem of a thrown value for a channel that has no answer to write, and logs it when it is a 5xx. */
  tell(thrown: unknown, request: ProblemRequest, requestId?: unknown): ToldProblem {
    const report = readThrown(thrown, this.options.registry);
    if (report.status >= 500) logThrown(this.logger, thrown);
    const { body } = composeProblem(report, this.contextOf(request, requestId), this.options.registry);
    return JSON.parse(body) as ToldProblem;
  }

  private write(report: ProblemReport, request: ProblemRequest, response: ProblemResponse): void {
    const context = this.contextOf(request, response.getHeader('x-request-id'));
    const problem = composeProblem(report, context, this.options.registry);
    const required = requiredHeaders(
      problem.status,
      (name) => response.getHeader(name) !== undefined || namesHeader(problem.headers, name),
      { challenge: this.options.challenge, allow: () => this.methods.allowBesides(request) },
    );
    writeProblem(response, { ...problem, headers: { ...required, ...problem.headers } }, (failure) =>
      logThrown(this.logger, failure, 'An onSend hook failed on a problem, which was sent without it.'),
    );
  }

  private contextOf(request: ProblemRequest, requestId: unknown): ProblemContext {
    const acceptLanguage = request.headers['accept-language'];
    return {
      request,
      language: chooseLanguage(acceptLanguage?.toString(), this.options.defaultLanguage),
      requestId: currentRequestId(requestId),
      traceId: currentTraceId(),
    };
  }

  /** Part of an answer is with the client: closing the connection is the only honest way to say that it failed. */
  private cutOff(thrown: unknown, response: ProblemResponse): void {
    logThrown(this.logger, thrown, 'A request failed after its response had started.');
    cutConnection(rawResponse(response));
  }
}

function namesHeader(headers: Readonly<Record<string, string>>, lowerCaseName: string): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === lowerCaseName);
}
