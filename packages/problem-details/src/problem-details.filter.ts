import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { applySecurityHeaders } from './fastify-options.js';
import type { ProblemRequest } from './problem-request.js';
import { ProblemResponder } from './problem-responder.js';
import type { ProblemResponse } from './write-problem.js';

/** Catches everything and answers it as a problem. Registered globally by `ProblemDetailsModule`. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(
    private readonly responder: ProblemResponder,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    // Nest goes on with its own handling of GraphQL and RPC when a filter returns nothing.
    if (host.getType() !== 'http') return;
    const http = host.switchToHttp();
    const request = http.getRequest<ProblemRequest | { readonly raw: ProblemRequest }>();
    const response = http.getResponse<ProblemResponse>();
    applySecurityHeaders(this.adapterHost.httpAdapter, { exception, request, response });
    this.responder.respond(exception, 'raw' in request ? request.raw : request, response);
  }
}
