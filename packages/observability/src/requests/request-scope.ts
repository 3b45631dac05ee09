import { trace, type Context, type Span } from '@opentelemetry/api';
import type { ClsService } from 'nestjs-cls';
import type { RequestSpan } from './request-span.js';

/** Key, in the request's nestjs-cls store, of its {@link RequestScope}. */
export const REQUEST_SCOPE = Symbol('couplekit:request-scope');

/** Key, in the nestjs-cls store of work that is no request, of its span. */
export const WORK_SPAN = Symbol('couplekit:work-span');

/** Key, in the request's nestjs-cls store, of the fields that `PinoLogger.assign` adds to its lines. */
export const ASSIGNED_FIELDS = Symbol('couplekit:assigned-fields');

export interface RequestFailure {
  readonly error: unknown;
  /** Whether a line tells of it already. */
  isLogged: boolean;
}

/**
 * What code inside of a request can reach. Timers and promises may keep it long after the request, so it holds neither
 * the request nor the response.
 */
export class RequestScope {
  /** What made the request fail, as far as anybody said. */
  failure: RequestFailure | undefined;
  private ownContext: Context | undefined;

  constructor(
    readonly span: RequestSpan,
    private readonly parent: Context,
  ) {}

  /** The OpenTelemetry context in which the request runs; made when first asked for, which many requests never do. */
  get context(): Context {
    return (this.ownContext ??= trace.setSpan(this.parent, this.span));
  }
}

/** The request in which this code runs. */
export function currentRequest(cls: ClsService): RequestScope | undefined {
  return cls.get<RequestScope | undefined>(REQUEST_SCOPE);
}

/** The span of the request or the work in which this code runs; needed where no OpenTelemetry context manager knows it. */
export function currentSpan(cls: ClsService): Span | undefined {
  return currentRequest(cls)?.span ?? cls.get<Span | undefined>(WORK_SPAN);
}
