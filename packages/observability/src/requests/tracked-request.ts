import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, Span } from '@opentelemetry/api';
import type { ClsStore } from 'nestjs-cls';
import type { RequestIdDecision } from './request-id.js';
import type { RoutedRequest } from './route-template.js';

/** Everything kept about a request while it lasts. */
export interface TrackedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: RequestIdDecision;
  readonly span: Span;
  /** Without query and without what could be a token. */
  readonly path: string;
  /** The OpenTelemetry context in which the request runs. */
  readonly context: Context;
  /** The nestjs-cls store in which the request runs. */
  readonly store: ClsStore;
  /** `performance.now()` when it arrived. */
  readonly startedAt: number;
  /** Bytes its connection had sent before. */
  readonly bytesBefore: number;
  /** The framework's request, which knows the route in the end; undefined if it never reached the framework. */
  routed?: RoutedRequest;
}
