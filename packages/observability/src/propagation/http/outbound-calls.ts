import {
  diag,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type TextMapPropagator,
  type TextMapSetter,
  type Tracer,
} from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { ClsServiceManager } from 'nestjs-cls';
import { activeContext } from '../active-context.js';
import type { Redactor } from '../../redaction/redactor.js';
import { startClientSpan } from './client-span.js';
import type { OutgoingRequest } from './outgoing-request.js';

export interface OutboundCallsParts {
  readonly tracer: Tracer;
  readonly propagator: TextMapPropagator;
  readonly requestIdHeader: string;
  readonly propagateTo: ((url: URL) => boolean) | undefined;
  readonly redactor: Pick<Redactor, 'path'>;
}

/** Decides what a request on its way out gets: headers of the active context, and a span below its span. */
export class OutboundCalls {
  constructor(private readonly parts: OutboundCallsParts) {}

  /** @returns the request's span, undefined when there is none to be ended */
  begin(request: OutgoingRequest): Span | undefined {
    const active = activeContext();
    // A CONNECT only opens a tunnel for the request that counts.
    if (isTracingSuppressed(active) || request.method === 'CONNECT') return undefined;
    const parent = trace.getSpanContext(active);
    const isSampled = parent !== undefined && (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
    const { tracer, redactor } = this.parts;
    const span = isSampled ? startClientSpan({ tracer, request, redactor, parent: active }) : undefined;
    this.propagate(request, span ? trace.setSpan(active, span) : active);
    return span;
  }

  private propagate(request: OutgoingRequest, context: Context): void {
    if (!this.mayPropagateTo(request)) return;
    const { propagator, requestIdHeader } = this.parts;
    const requestId: string | undefined = ClsServiceManager.getClsService().getId();
    if (requestId !== undefined) unlessSet.set(request, requestIdHeader, requestId);
    const ownsTrace = request.hasHeader('traceparent');
    propagator.inject(context, request, ownsTrace ? unlessOfTrace : unlessSet);
  }

  private mayPropagateTo(request: OutgoingRequest): boolean {
    const { propagateTo } = this.parts;
    if (!propagateTo) return true;
    try {
      const url = request.url();
      return url !== undefined && propagateTo(url);
    } catch (error) {
      // Thrown on, it would end the process: the publisher of a channel has nobody to tell either.
      diag.error('couplekit: propagateTo threw; the request leaves without ids.', error);
      return false;
    }
  }
}

const unlessSet: TextMapSetter<OutgoingRequest> = {
  set: (request, name, value) => {
    if (!request.hasHeader(name)) request.setHeader(name, value);
  },
};

/** The state of one trace does not go with the `traceparent` of another, which the caller has set. */
const unlessOfTrace: TextMapSetter<OutgoingRequest> = {
  set: (request, name, value) => {
    if (name !== 'tracestate') unlessSet.set(request, name, value);
  },
};
