import type { IncomingMessage, ServerResponse } from 'node:http';
import { context } from '@opentelemetry/api';
import { CLS_ID, type ClsService } from 'nestjs-cls';
import type { Logger } from 'pino';
import { traceFlagsText } from '../logging/app-logger.js';
import type { PendingLines } from '../logging/pending-lines.js';
import type { ResolvedObservabilityOptions } from '../resolve-observability-options.js';
import { AccessLineWriter, accessLevel } from './access-line.js';
import { Connections, type Connection } from './connection.js';
import { inboundContext } from './inbound-context.js';
import { describeRequest, spanName, type RequestFacts } from './request-attributes.js';
import { IdSource } from './id-source.js';
import { decideRequestId } from './request-id.js';
import { ASSIGNED_FIELDS, REQUEST_SCOPE, RequestScope } from './request-scope.js';
import { withHeader, withHeaderAdded, type WriteHead } from './response-header.js';
import { routeTemplate } from './route-template.js';
import type { TrackedRequest } from './tracked-request.js';

export interface RequestTrackerParts {
  readonly cls: ClsService;
  readonly logger: Logger;
  readonly options: ResolvedObservabilityOptions;
  readonly pending: PendingLines;
}

/** A request or a response on which its tracker has left what it knows. */
type Marked = Record<symbol, TrackedRequest | undefined>;

/** Follows each request from its first byte to its end: id, context, server span, one access line. */
export class RequestTracker {
  private readonly mark = Symbol('couplekit:request');
  private readonly ids = new IdSource();
  private readonly connections: Connections;
  private readonly accessLines: AccessLineWriter;
  private readonly writeHead: WriteHead;
  private readonly onClose: (this: ServerResponse) => void;
  /** Of the header that carries the request id, in lower case. */
  readonly headerName: string;

  constructor(private readonly parts: RequestTrackerParts) {
    const { logger, options, pending } = parts;
    const { mark } = this;
    this.headerName = options.headerName;
    this.accessLines = new AccessLineWriter({ logger, service: options.telemetry.serviceName, pending });
    const enter = (tracked: TrackedRequest) => this.enter(tracked);
    this.connections = new Connections(enter);
    const end = (tracked: TrackedRequest) => this.end(tracked);
    const echo = (response: ServerResponse, tracked: TrackedRequest, args: readonly unknown[]) =>
      this.echo(response, tracked, args);
    // Shared by all responses, which carry their request under `mark`: a closure for each costs more than the header.
    this.onClose = function () {
      const tracked = (this as unknown as Marked)[mark];
      if (!tracked) return;
      end(tracked);
      if (!this.writableFinished) enter(tracked);
    };
    this.writeHead = function (...args) {
      const tracked = (this as unknown as Marked)[mark];
      if (!tracked) throw new TypeError('a response that nobody tracks');
      const changed = this.headersSent ? args : echo(this, tracked, args);
      return Reflect.apply(tracked.writeHead, this, changed);
    };
  }

  /** Begins to follow a request; the second call for the same one only finds it. */
  track(request: IncomingMessage, response: ServerResponse): TrackedRequest {
    const known = (request as unknown as Marked)[this.mark];
    if (known) return known;
    const tracked = this.begin(request, response);
    (request as unknown as Marked)[this.mark] = tracked;
    (response as unknown as Marked)[this.mark] = tracked;
    response.writeHead = this.writeHead;
    response.on('close', this.onClose);
    tracked.connection.open++;
    tracked.connection.latest = tracked;
    return tracked;
  }

  /** Has all that follows, until the event that brought the request is over, run in the request's context. */
  enter(tracked: TrackedRequest): void {
    this.parts.cls.enterWith(tracked.store);
  }

  /** Runs `work` in the request's context. */
  run(tracked: TrackedRequest, work: () => void): void {
    const { cls, options } = this.parts;
    const inCls = () => (cls.get() === tracked.store ? work() : cls.runWith(tracked.store, work));
    if (options.telemetry.followsRequests) inCls();
    else context.with(tracked.scope.context, inCls);
  }

  private begin(request: IncomingMessage, response: ServerResponse): TrackedRequest {
    const { options } = this.parts;
    const { telemetry } = options;
    const given = request.headers[options.headerName];
    const requestId = decideRequestId(
      given,
      given === undefined || options.trustsRequestId(request),
      this.ids,
    );
    const inbound = inboundContext(telemetry.propagator, request, options.trustsTraceContext);
    const span = telemetry.requestSpans.start(spanName(request.method ?? ''), inbound.parent);
    if (inbound.untrusted) span.addLink({ context: inbound.untrusted });
    const scope = new RequestScope(span, inbound.parent);
    return {
      request,
      response,
      requestId,
      scope,
      store: { [CLS_ID]: requestId.id, [REQUEST_SCOPE]: scope },
      writeHead: response.writeHead as unknown as WriteHead,
      connection: this.connections.of(request.socket),
      routed: undefined,
    };
  }

  private echo(
    response: ServerResponse,
    { requestId, scope }: TrackedRequest,
    args: readonly unknown[],
  ): readonly unknown[] {
    const header = { name: this.headerName, value: requestId.id };
    if (!this.parts.options.serverTiming) return withHeader(response, args, header);
    const { traceId, spanId, traceFlags } = scope.span.spanContext();
    // https://www.w3.org/TR/server-timing/, with the trace for the browser that asked
    const value = `traceparent;desc="00-${traceId}-${spanId}-${traceFlagsText(traceFlags)}"`;
    const timed = withHeaderAdded(response, args, { name: 'server-timing', value });
    return withHeader(response, timed, header);
  }

  private end(tracked: TrackedRequest): void {
    const { connection } = tracked;
    connection.open--;
    if (connection.latest === tracked) connection.latest = undefined;
    const { span, failure } = tracked.scope;
    span.stopClock();
    const facts = this.factsOf(tracked);
    if (failure && !failure.isLogged) this.run(tracked, () => this.logFailure(failure.error, facts));
    if (this.accessLines.isDirect && tracked.store[ASSIGNED_FIELDS] === undefined)
      this.accessLines.write(facts);
    else this.run(tracked, () => this.accessLines.writeByLogger(facts));
    if (this.parts.options.telemetry.requestSpans.isWanted(span, facts.status)) {
      describeRequest(span, facts, failure?.error);
    }
    span.end();
    this.parts.options.telemetry.requestDurations.record(
      facts.method,
      facts.route,
      facts.status,
      facts.durationMs / 1_000,
      facts.scheme,
      facts.aborted,
    );
  }

  private factsOf({ request, response, requestId, scope, routed, connection }: TrackedRequest): RequestFacts {
    const { span } = scope;
    const { telemetry } = this.parts.options;
    const { traceId, spanId, traceFlags } = span.spanContext();
    const route = routed && routeTemplate(routed);
    const bytes = bytesOf(request, connection);
    return {
      requestId: requestId.id,
      clientRequestId: requestId.rejected && telemetry.redactor.text(requestId.rejected),
      traceId,
      spanId,
      traceFlags: traceFlagsText(traceFlags),
      method: request.method ?? '',
      scheme: connection.scheme,
      route,
      path: this.pathOf(request.url ?? '', route),
      status: response.headersSent ? response.statusCode : undefined,
      durationMs: Math.round(span.lastedMs * 100) / 100,
      bytes,
      aborted: !response.writableFinished,
    };
  }

  /** Queries are nobody's business in a log: what the application needs of them is in its own lines. */
  private pathOf(target: string, route: string | undefined): string {
    const end = target.search(/[?#]/);
    return this.parts.options.telemetry.redactor.path(end < 0 ? target : target.slice(0, end), route);
  }

  private logFailure(error: unknown, facts: RequestFacts): void {
    this.parts.logger[accessLevel(facts)]({ err: error }, 'request failed');
  }
}

/** Of HTTP/2 undefined: there the responses of a connection are sent together. */
function bytesOf({ socket, httpVersionMajor }: IncomingMessage, connection: Connection): number | undefined {
  if (httpVersionMajor > 1) return undefined;
  const before = connection.sent;
  connection.sent = socket.bytesWritten;
  return connection.sent - before;
}
