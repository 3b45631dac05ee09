import type { IncomingMessage, ServerResponse } from 'node:http';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { CLS_ID, type ClsService } from 'nestjs-cls';
import type { Logger } from 'pino';
import type { Telemetry } from '../telemetry/configure-observability.js';
import { pathWithoutSecrets } from './path-without-secrets.js';
import { decideRequestId } from './request-id.js';
import type { TrackedRequest } from './tracked-request.js';

export interface RequestTrackerParts {
  readonly cls: ClsService;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  /** Lower case. */
  readonly headerName: string;
}

/** Follows each request from its first byte to its end: id, context, server span, one access line. */
export class RequestTracker {
  private readonly requests = new WeakMap<IncomingMessage, TrackedRequest>();

  constructor(private readonly parts: RequestTrackerParts) {}

  /** Called for every request before the framework sees it, also for those that reach none of its hooks. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    const { telemetry, headerName } = this.parts;
    const requestId = decideRequestId(request.headers[headerName]);
    response.setHeader(headerName, requestId.id);
    const parent = telemetry.propagator.extract(context.active(), request.headers, headers);
    const span = telemetry.tracer.startSpan(
      request.method ?? 'HTTP',
      {
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': request.method ?? '_OTHER',
          'url.path': pathWithoutSecrets(request.url ?? ''),
          'url.scheme': 'encrypted' in request.socket ? 'https' : 'http',
          'couplekit.request_id': requestId.id,
        },
      },
      parent,
    );
    const tracked: TrackedRequest = {
      request,
      response,
      requestId,
      span,
      context: trace.setSpan(parent, span),
      store: { [CLS_ID]: requestId.id },
      startedAt: performance.now(),
      bytesBefore: request.socket.bytesWritten,
    };
    this.requests.set(request, tracked);
    response.once('close', () => this.end(tracked));
  }

  /** Runs the rest of a request in its context; `route` tells the template once it is known. */
  enter(request: IncomingMessage, route: () => string | undefined, rest: (requestId?: string) => void): void {
    const tracked = this.requests.get(request);
    if (!tracked) return rest();
    tracked.route = route;
    this.within(tracked, () => rest(tracked.requestId.id));
  }

  private end(tracked: TrackedRequest): void {
    const { request, response, span } = tracked;
    const status = response.statusCode;
    const route = tracked.route?.();
    const aborted = !response.writableFinished;
    span.setAttribute('http.response.status_code', status);
    if (route !== undefined) {
      span.updateName(`${request.method} ${route}`);
      span.setAttribute('http.route', route);
    }
    if (status >= 500)
      span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', String(status));
    this.within(tracked, () => this.logAccess(tracked, { status, route, aborted }));
    span.end();
  }

  private logAccess(
    { request, requestId, startedAt, bytesBefore }: TrackedRequest,
    {
      status,
      route,
      aborted,
    }: { readonly status: number; readonly route: string | undefined; readonly aborted: boolean },
  ): void {
    const level = status >= 500 ? 'error' : status >= 400 || aborted ? 'warn' : 'info';
    this.parts.logger[level](
      {
        method: request.method,
        route,
        path: pathWithoutSecrets(request.url ?? ''),
        status,
        duration_ms: Math.round((performance.now() - startedAt) * 100) / 100,
        bytes: request.socket.bytesWritten - bytesBefore,
        aborted: aborted || undefined,
        client_request_id: requestId.rejected,
      },
      aborted ? 'request aborted' : 'request completed',
    );
  }

  private within(tracked: TrackedRequest, work: () => void): void {
    context.with(tracked.context, () => this.parts.cls.runWith(tracked.store, work));
  }
}

/** Reads W3C trace context from Node's lower-case headers. */
const headers = {
  get: (carrier: IncomingMessage['headers'], key: string) => carrier[key],
  keys: (carrier: IncomingMessage['headers']) => Object.keys(carrier),
};
