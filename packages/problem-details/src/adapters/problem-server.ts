import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { HttpException, Inject, Injectable, NotFoundException, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { answerClientError } from './answer-client-error.js';
import { cutWhenDestroyed } from '../telling/cut-connection.js';
import { ProblemResponder } from '../problem-responder.js';
import {
  PROBLEM_DETAILS_OPTIONS,
  type ResolvedProblemDetailsOptions,
} from '../resolve-problem-details-options.js';

/** An Express application; Fastify's takes no third argument. */
type Framework = (request: IncomingMessage, response: ServerResponse, unanswered?: Unanswered) => void;
type Unanswered = (error?: unknown) => void;

/**
 * Covers what no exception filter hears of: bytes that are not HTTP, requests that Node's server rejects by itself, and
 * requests that Express leaves unanswered (a path outside the global prefix).
 */
@Injectable()
export class ProblemServer implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly responder: ProblemResponder,
    @Inject(PROBLEM_DETAILS_OPTIONS) private readonly options: ResolvedProblemDetailsOptions,
  ) {}

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter?.getHttpServer() as Server | undefined;
    if (typeof server?.prependListener !== 'function') return;
    server.prependListener('clientError', (error, socket) =>
      answerClientError(error, socket as Parameters<typeof answerClientError>[1], {
        languages: this.options.registry.languages,
        headers: this.options.malformedRequestHeaders,
      }),
    );
    const framework = this.frameworkOf(server);
    if (framework) this.guard(server, framework);
  }

  /** The listener that the adapter put on its server: it goes by the framework's own public function. */
  private frameworkOf(server: Server): Framework | undefined {
    const instance = this.adapterHost.httpAdapter.getInstance<Framework & { routing?: Framework }>();
    const candidates = [instance, instance.routing];
    return candidates.find((candidate) => server.listeners('request').includes(candidate as RequestListener));
  }

  private guard(server: Server & { requireHostHeader?: boolean }, framework: Framework): void {
    const requiresHost = server.requireHostHeader === true;
    const unmet = new WeakSet<IncomingMessage>();
    // Node answers both of these with an empty body before any listener runs.
    if (requiresHost) server.requireHostHeader = false;
    if (server.listenerCount('checkExpectation') === 0) {
      server.on('checkExpectation', (request, response) => {
        unmet.add(request);
        server.emit('request', request, response);
      });
    }
    server.removeListener('request', framework);
    server.on('request', (request, response) => {
      if (unmet.has(request)) return this.reject(417, request, response);
      if (requiresHost && lacksHost(request)) return this.reject(400, request, response);
      if (request.httpVersion !== '1.1') cutWhenDestroyed(response);
      framework(request, response, (error) => {
        // A middleware may go on after it has answered; there is nothing left to say then.
        if (!error && response.headersSent) return;
        this.responder.respond(this.mapped(error) ?? new NotFoundException(), request, response);
      });
    });
  }

  private reject(status: number, request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('connection', 'close');
    this.responder.respond(new HttpException({}, status), request, response);
  }

  private mapped(error: unknown): unknown {
    return error ? this.adapterHost.httpAdapter.mapException(error) : undefined;
  }
}

/** RFC 9112 section 3.2: an HTTP/1.1 request without `Host` must be answered with 400. */
function lacksHost(request: IncomingMessage): boolean {
  return request.httpVersion === '1.1' && request.headers.host === undefined;
}
