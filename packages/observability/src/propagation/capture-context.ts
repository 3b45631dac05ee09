import { defaultTextMapSetter } from '@opentelemetry/api';
import { ClsServiceManager } from 'nestjs-cls';
import { activeContext } from './active-context.js';
import type { ContextCarrier } from './context-carrier.js';
import { w3cPropagator } from './w3c-propagator.js';

/**
 * The context of the running request or job, to be stored beside the data of a queued job and given to `runInContext`
 * where the job runs. Empty outside of any context.
 */
export function captureContext(): ContextCarrier {
  const carrier: Record<string, string> = {};
  const requestId: string | undefined = ClsServiceManager.getClsService().getId();
  if (requestId !== undefined) carrier['x-request-id'] = requestId;
  w3cPropagator.inject(activeContext(), carrier, defaultTextMapSetter);
  return carrier;
}
