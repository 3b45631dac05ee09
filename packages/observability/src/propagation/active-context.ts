import { context, trace, type Context, type Span } from '@opentelemetry/api';
import { ClsServiceManager } from 'nestjs-cls';
import { SERVER_SPAN } from '../logging/app-logger.js';

/** The OpenTelemetry context of the running code; where no context manager is installed, one with the span of its request or job. */
export function activeContext(): Context {
  const active = context.active();
  if (trace.getSpan(active)) return active;
  const span = ClsServiceManager.getClsService().get<Span | undefined>(SERVER_SPAN);
  return span ? trace.setSpan(active, span) : active;
}
