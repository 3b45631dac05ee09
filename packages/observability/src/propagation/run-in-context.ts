import { context, SpanKind, trace, type Attributes, type Span, type Tracer } from '@opentelemetry/api';
import { CLS_ID, ClsServiceManager } from 'nestjs-cls';
import { WORK_SPAN } from '../requests/request-scope.js';
import { readCarrier } from './context-carrier.js';
import { recordFailure, startWorkSpan } from './work-span.js';

/** Options of `runInContext`. */
export interface RunInContextOptions {
  /**
   * The name of a span around the work.
   *
   * Of few different values; for a queue `process <queue>`.
   * @default no span, or `job` where the carrier has no trace
   */
  readonly name?: string | undefined;
  /** The kind of that span. @default SpanKind.CONSUMER */
  readonly kind?: SpanKind | undefined;
  /**
   * More of its attributes.
   *
   * Such as `messaging.system` and `messaging.destination.name`.
   * @default none
   */
  readonly attributes?: Attributes | undefined;
  /**
   * Who makes it.
   *
   * Give `telemetry.tracer` with `configureObservability({ global: false })`.
   * @default the process's tracer
   */
  readonly tracer?: Tracer | undefined;
}

/**
 * Runs work, sync or async, in the context that a carrier brought: `cls.getId()`, log lines and spans inside continue the
 * request that queued it. The carrier may be anything: what is invalid is replaced, by a new request id or a new trace.
 * @param carrier what `captureContext()` returned, after its way through a queue
 * @returns what `work` returns; a promise settles as the work's does, after its span has ended
 * @throws what `work` throws
 */
export function runInContext<T>(carrier: unknown, work: () => T, options: RunInContextOptions = {}): T {
  const { name, kind = SpanKind.CONSUMER, attributes } = options;
  const { requestId, parent } = readCarrier(carrier);
  const remote = name === undefined ? trace.getSpan(parent) : undefined;
  const tracer = options.tracer ?? trace.getTracer('@couplekit/observability');
  const span = remote ?? startWorkSpan({ tracer, name: name ?? 'job', kind, attributes, requestId, parent });
  const store = { [CLS_ID]: requestId, [WORK_SPAN]: span };
  const run = () => ClsServiceManager.getClsService().runWith(store, () => during(span, work));
  return context.with(trace.setSpan(parent, span), run);
}

/** The remote span is not ours to end, but then ending it does nothing. */
function during<T>(span: Span, work: () => T): T {
  const fail = (thrown: unknown): never => {
    recordFailure(span, thrown);
    span.end();
    throw thrown;
  };
  let result: T;
  try {
    result = work();
  } catch (thrown) {
    return fail(thrown);
  }
  if (!isThenable(result)) {
    span.end();
    return result;
  }
  // The derived promise is what the caller gets: a handler on the first would make its rejection count as handled.
  const settled = Promise.resolve(result).then((value) => {
    span.end();
    return value;
  }, fail);
  return settled as T; // A promise of the same value; lazy work has been started, so that it runs in here.
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
