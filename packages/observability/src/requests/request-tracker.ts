import type { IncomingMessage, ServerResponse } from 'node:http';
import { context, trace } from '@opentelemetry/api';
import { CLS_ID, type ClsService } from 'nestjs-cls';
import type { Logger } from 'pino';
import { SERVER_SPAN } from '../logging/app-logger.js';
import type { Telemetry } from '../telemetry/configure-observability.js';
import { keepHeader } from './keep-header.js';
import { pathWithoutSecrets } from './path-without-secrets.js';
import { decideRequestId } from './request-id.js';
import { routeTemplate } from './route-template.js';
import { finishServerSpan, startServerSpan } from './server-span.js';
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

  /** Begins to follow a request; the second call for the same one only finds it. */
  track(request: IncomingMessage, response: ServerResponse): TrackedRequest {
    const known = this.requests.get(request);
    if (known) return known;
    const tracked = this.begin(request, response);
    this.requests.set(request, tracked);
    response.once('close', () => this.end(tracked));
    return tracked;
  }

  /** Runs `work` with the request's nestjs-cls and OpenTelemetry contexts. */
  run(tracked: TrackedRequest, work: () => void): void {
    context.with(tracked.context, this.runInCls, undefined, tracked, work);
  }

  private readonly runInCls = (tracked: TrackedRequest, work: () => void): void =>
    this.parts.cls.runWith(tracked.store, work);

  private begin(request: IncomingMessage, response: ServerResponse): TrackedRequest {
    const { telemetry, headerName } = this.parts;
    const requestId = decideRequestId(request.headers[headerName]);
    keepHeader(response, headerName, requestId.id);
    const path = pathWithoutSecrets(request.url ?? '');
    const parent = telemetry.propagator.extract(context.active(), request.headers, headers);
    const span = startServerSpan(telemetry.tracer, { request, path, requestId: requestId.id, parent });
    return {
      request,
      response,
      requestId,
      span,
      path,
      context: trace.setSpan(parent, span),
      store: { [CLS_ID]: requestId.id, [SERVER_SPAN]: span },
      startedAt: performance.now(),
      bytesBefore: request.socket.bytesWritten,
    };
  }

  private end(tracked: TrackedRequest): void {
    const { response, span } = tracked;
    const status = response.headersSent ? response.statusCode : undefined;
    const route = tracked.routed && routeTemplate(tracked.routed);
    finishServerSpan(span, { method: tracked.request.method ?? '', route, status });
    this.run(tracked, () => this.logAccess(tracked, status, route));
    span.end();
    this.parts.telemetry.requestDurations.record(
      tracked.request.method ?? '',
      route,
      status,
      (performance.now() - tracked.startedAt) / 1_000,
      'encrypted' in tracked.request.socket ? 'https' : 'http',
      !response.writableFinished,
    );
  }

  private logAccess(tracked: TrackedRequest, status: number | undefined, route: string | undefined): void {
    const { request, response, requestId } = tracked;
    const aborted = !response.writableFinished;
    const level = (status ?? 0) >= 500 ? 'error' : aborted || (status ?? 0) >= 400 ? 'warn' : 'info';
    this.parts.logger[level](
      {
        method: request.method,
        route,
        path: tracked.path,
        status,
        duration_ms: Math.round((performance.now() - tracked.startedAt) * 100) / 100,
        bytes: request.socket.bytesWritten - tracked.bytesBefore,
        aborted: aborted || undefined,
        client_request_id: requestId.rejected,
      },
      aborted ? 'request aborted' : 'request completed',
    );
  }
}

/** Reads W3C trace context from Node's lower-case headers. */
const headers = {
  get: (carrier: IncomingMessage['headers'], key: string) => carrier[key],
  keys: (carrier: IncomingMessage['headers']) => Object.keys(carrier),
};
