import { Inject, Injectable, Logger } from '@nestjs/common';
import { chooseLanguage } from './choose-language.js';
import { composeProblem } from './compose-problem.js';
import { currentRequestId, currentTraceId } from './correlation.js';
import { logThrown } from './log-thrown.js';
import {
  PROBLEM_DETAILS_OPTIONS,
  type ResolvedProblemDetailsOptions,
} from './resolve-problem-details-options.js';
import type { ProblemReport } from './problem-report.js';
import type { ProblemRequest } from './problem-request.js';
import { readThrown } from './read-thrown.js';
import { isTooLate, rawResponse, writeProblem, type ProblemResponse } from './write-problem.js';

/** Hears of a problem that is about to be answered. */
export type ProblemWatcher = (report: ProblemReport, response: ProblemResponse) => void;

/** Turns whatever was thrown into an answer. Synchronous and total: it never throws and never leaves a request open. */
@Injectable()
export class ProblemResponder {
  private readonly logger = new Logger('ProblemDetails');
  private readonly watchers = new Set<ProblemWatcher>();

  constructor(@Inject(PROBLEM_DETAILS_OPTIONS) private readonly options: ResolvedProblemDetailsOptions) {}

  /** Tells of every problem from now on. Returns what stops it. */
  watch(watcher: ProblemWatcher): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  /** Answers a request with the problem of a thrown value, and logs it when it is a 5xx. */
  respond(thrown: unknown, request: ProblemRequest, response: ProblemResponse): void {
    try {
      const report = readThrown(thrown, this.options.registry);
      if (isTooLate(response)) return this.cutOff(thrown, response);
      if (report.status >= 500) logThrown(this.logger, thrown);
      for (const watcher of this.watchers) this.tell(watcher, report, response);
      this.write(report, request, response);
    } catch (failure) {
      logThrown(this.logger, failure, 'A problem could not be written.');
      destroyUnfinished(response);
    }
  }

  private tell(watcher: ProblemWatcher, report: ProblemReport, response: ProblemResponse): void {
    try {
      watcher(report, response);
    } catch (failure) {
      logThrown(this.logger, failure, 'Something that watches problems failed.');
    }
  }

  private write(report: ProblemReport, request: ProblemRequest, response: ProblemResponse): void {
    const { registry, defaultLanguage } = this.options;
    const acceptLanguage = request.headers['accept-language'];
    const context = {
      request,
      language: chooseLanguage(acceptLanguage?.toString(), defaultLanguage),
      requestId: currentRequestId(response.getHeader('x-request-id')),
      traceId: currentTraceId(),
    };
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
