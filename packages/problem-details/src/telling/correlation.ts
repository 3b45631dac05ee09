import { isSpanContextValid, trace } from '@opentelemetry/api';
import { ClsServiceManager } from 'nestjs-cls';

/** The id of the request that is being answered: of the nestjs-cls context, else of the response header given. */
export function currentRequestId(responseHeader: unknown): string | undefined {
  const cls = ClsServiceManager.getClsService();
  const id: unknown = cls.isActive() ? cls.getId() : undefined;
  return [id, responseHeader].find((value) => typeof value === 'string' && value !== '') as
    string | undefined;
}

/** The id of the active trace, if a tracer is installed and has a span. */
export function currentTraceId(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context && isSpanContextValid(context) ? context.traceId : undefined;
}
