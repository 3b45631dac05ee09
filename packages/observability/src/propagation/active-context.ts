import { context, trace, type Context } from '@opentelemetry/api';
import { ClsServiceManager } from 'nestjs-cls';
import { currentSpan } from '../requests/request-scope.js';

/** The OpenTelemetry context of the running code; where no context manager is installed, one with the span of its request or job. */
export function activeContext(): Context {
  const active = context.active();
  if (trace.getSpan(active)) return active;
  const span = currentSpan(ClsServiceManager.getClsService());
  return span ? trace.setSpan(active, span) : active;
}
