import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { graphqlProblem } from './contexts/graphql-problem.js';
import type { ProblemTeller } from './contexts/problem-teller.js';
import { rpcProblem } from './contexts/rpc-problem.js';
import { sendWsProblem } from './contexts/ws-problem.js';
import { applySecurityHeaders } from './adapters/fastify-options.js';
import type { ProblemRequest } from './telling/problem-request.js';
import { ProblemResponder } from './problem-responder.js';
import type { ProblemResponse } from './telling/write-problem.js';

/**
 * Catches everything and answers it as a problem. Registered globally by `ProblemDetailsModule`; Nest calls no global filter
 * for WebSocket gateways, so they need `@UseFilters(ProblemDetailsFilter)`.
 */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(
    private readonly responder: ProblemResponder,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): unknown {
    if (host.getType() === 'http') return this.answer(exception, host);
    try {
      return this.tell(exception, host);
    } catch {
      return this.tell(new Error('A value was thrown that cannot be looked at.'), host);
    }
  }

  /** Nest goes on with its own handling of a context when a filter returns nothing. */
  private tell(exception: unknown, host: ArgumentsHost): unknown {
    const tell: ProblemTeller = (thrown, request) => this.responder.tell(thrown, request);
    switch (host.getType<string>()) {
      case 'graphql':
        return graphqlProblem(exception, host, tell);
      case 'rpc':
        return rpcProblem(exception, tell);
      case 'ws':
        return sendWsProblem(exception, host, tell);
      default:
        return undefined;
    }
  }

  private answer(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<ProblemRequest | { readonly raw: ProblemRequest }>();
    const response = http.getResponse<ProblemResponse>();
    applySecurityHeaders(this.adapterHost.httpAdapter, { exception, request, response });
    this.responder.respond(exception, 'raw' in request ? request.raw : request, response);
  }
}
