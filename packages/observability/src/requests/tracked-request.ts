import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, Span } from '@opentelemetry/api';
import type { ClsService, ClsStore } from 'nestjs-cls';
import type { RequestIdDecision } from './request-id.js';
import type { RequestSpan } from './request-span.js';
import type { WriteHead } from './response-header.js';
import type { RoutedRequest } from './route-template.js';

/** Key, in the request's nestjs-cls store, of the {@link TrackedRequest}. */
export const TRACKED_REQUEST = Symbol('couplekit:tracked-request');

/** Key, in the request's nestjs-cls store, of the fields that `PinoLogger.assign` adds to its lines. */
export const ASSIGNED_FIELDS = Symbol('couplekit:assigned-fields');

/** Key, in the nestjs-cls store of work that is no request, of its span. */
export const WORK_SPAN = Symbol('couplekit:work-span');

/** Everything kept about a request while it lasts. */
export interface TrackedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: RequestIdDecision;
  readonly span: RequestSpan;
  /** The OpenTelemetry context in which the request runs. */
  readonly context: Context;
  /** The nestjs-cls store in which the request runs. */
  readonly store: ClsStore;
  /** `writeHead` as it was before it was made to carry the request id. */
  readonly writeHead: WriteHead;
  /** Bytes its connection had sent before. */
  readonly bytesBefore: number;
  /** The framework's request, which knows the route in the end; undefined if it never reached the framework. */
  routed: RoutedRequest | undefined;
  /** What made it fail, as far as anybody said. */
  failure: RequestFailure | undefined;
}

export interface RequestFailure {
  readonly error: unknown;
  /** Whether a line tells of it already. */
  isLogged: boolean;
}

/** The request in which this code runs. */
export function currentRequest(cls: ClsService): TrackedRequest | undefined {
  return cls.get<TrackedRequest | undefined>(TRACKED_REQUEST);
}

/** The span of the request or the work in which this code runs; needed where no OpenTelemetry context manager knows it. */
export function currentSpan(cls: ClsService): Span | undefined {
  return currentRequest(cls)?.span ?? cls.get<Span | undefined>(WORK_SPAN);
}
