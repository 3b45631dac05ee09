import { Inject, Injectable, Logger } from '@nestjs/common';
import { composeProblem, type ProblemContext } from './telling/compose-problem.js';
import type { ToldProblem } from './contexts/problem-teller.js';
import { currentRequestId, currentTraceId } from './telling/correlation.js';
import { cutConnection } from './telling/cut-connection.js';
import { logThrown } from './log-thrown.js';
import { ProblemCounter } from './problem-counter.js';
import { chooseMediaType } from './negotiation/choose-media-type.js';
import { PROBLEM_MEDIA_TYPES, type ProblemMediaType } from './negotiation/represent.js';
import { MethodGuide } from './methods/method-guide.js';
import {
  PROBLEM_DETAILS_OPTIONS,
  type ResolvedProblemDetailsOptions,
} from './resolve-problem-details-options.js';
import type { LostAnswer } from './packs/problem-pack.js';
import type { PackSituation } from './packs/read-packs.js';
import type { ProblemReport } from './reading/problem-report.js';
import type { ProblemRequest } from './telling/problem-request.js';
import { readThrown } from './reading/read-thrown.js';
import { requiredHeaders } from './telling/required-headers.js';
import { isTooLate, rawResponse, writeProblem, type ProblemResponse } from './telling/write-problem.js';

/** What `Accept` can choose from. */
const OFFERS = {
  none: undefined,
  browsers: ['application/problem+json', 'text/html'],
  strict: PROBLEM_MEDIA_TYPES,
} as const;

/** Hears of a problem that is about to be answered. */
export type ProblemWatcher = (report: ProblemReport, response: ProblemResponse) => void;

/** Turns whatever was thrown into an answer. Synchronous and total: it never throws and never leaves a request open. */
@Injectable()
export class ProblemResponder {
  private readonly logger = new Logger('ProblemDetails');
  private readonly watchers = new Set<ProblemWatcher>();
  private readonly counter = new ProblemCounter();
  private readonly onPackFailure = (failure: unknown, remark: string): void =>
    logThrown(this.logger, failure, remark);

  constructor(
    @Inject(PROBLEM_DETAILS_OPTIONS) private readonly options: ResolvedProblemDetailsOptions,
    private readonly methods: MethodGuide,
  ) {}

  /** Tells of every problem from now on. Returns what stops it. */
  watch(watcher: ProblemWatcher): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  /** Answers a request with the problem of a thrown value, and logs it when it is a 5xx. */
  respond(thrown: unknown, request: ProblemRequest, response: ProblemResponse): void {
    try {
      const report = readThrown(
        this.methods.explain(thrown, request),
        this.options.registry,
        this.situationOf(response),
      );
      this.counter.add(report);
      if (isTooLate(response)) return this.cutOff(thrown, response);
      if (report.status >= 500 && !report.isLogged) logThrown(this.logger, thrown);
      for (const watcher of this.watchers) this.notify(watcher, report, response);
      this.write(report, request, response);
    } catch (failure) {
      logThrown(this.logger, failure, 'A problem could not be written.');
      cutConnection(rawResponse(response));
    }
  }

  /** The problem of a thrown value for a channel that has no answer to write, and logs it when it is a 5xx. */
  tell(thrown: unknown, request: ProblemRequest, requestId?: unknown): ToldProblem {
    // A body with a contract of its own is one of HTTP.
    const { verbatim: _, ...report } = readThrown(thrown, this.options.registry, this.situationOf());
    this.counter.add(report);
    if (report.status >= 500 && !report.isLogged) logThrown(this.logger, thrown);
    const { body } = composeProblem(report, this.contextOf(request, { requestId }), this.options.registry);
    return JSON.parse(body) as ToldProblem;
  }

  private notify(watcher: ProblemWatcher, report: ProblemReport, response: ProblemResponse): void {
    try {
      watcher(report, response);
    } catch (failure) {
      logThrown(this.logger, failure, 'Something that watches problems failed.');
    }
  }

  private write(report: ProblemReport, request: ProblemRequest, response: ProblemResponse): void {
    const requestId = response.getHeader('x-request-id');
    const context = this.contextOf(request, { requestId, mediaType: this.mediaTypeFor(request) });
    const problem = composeProblem(report, context, this.options.registry);
    for (const name of report.staleHeaders ?? []) response.removeHeader(name);
    const required = requiredHeaders(
      problem.status,
      (name) => response.getHeader(name) !== undefined || namesHeader(problem.headers, name),
      { challenge: this.options.challenge, allow: () => this.methods.allowBesides(request) },
    );
    writeProblem(response, { ...problem, headers: { ...required, ...problem.headers } }, (failure) =>
      logThrown(this.logger, failure, 'An onSend hook failed on a problem, which was sent without it.'),
    );
  }

  /** What packs may ask about: the answer that was lost, where there is one. */
  private situationOf(response?: ProblemResponse): PackSituation {
    return { lost: response && new LostReply(response), onFailure: this.onPackFailure };
  }

  private mediaTypeFor({ headers }: ProblemRequest): ProblemMediaType | undefined {
    const offers = OFFERS[this.options.negotiation];
    return offers && chooseMediaType(headers.accept?.toString(), offers);
  }

  private contextOf(
    request: ProblemRequest,
    {
      requestId,
      mediaType,
    }: { readonly requestId: unknown; readonly mediaType?: ProblemMediaType | undefined },
  ): ProblemContext {
    const { languages } = this.options.registry;
    const offered = mediaType === 'text/html' ? languages.pageTags : languages.tags;
    return {
      request,
      mediaType,
      page: this.options.page,
      language: languages.choose(request.headers['accept-language']?.toString(), offered),
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

/** Reads the headers only if a pack asks for them. */
class LostReply implements LostAnswer {
  constructor(private readonly response: ProblemResponse) {}

  get headers(): LostAnswer['headers'] {
    return this.response.getHeaders();
  }
}
