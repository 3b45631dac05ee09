import { defaultTextMapGetter, ROOT_CONTEXT, type Context } from '@opentelemetry/api';
import { IdSource } from '../requests/id-source.js';
import { decideRequestId } from '../requests/request-id.js';
import { w3cPropagator } from './w3c-propagator.js';

/** The names under which a carrier holds what it carries, and the most characters that are read of each. */
const LIMITS = { 'x-request-id': 128, traceparent: 256, tracestate: 1024, baggage: 8192 } as const;
type CarrierKey = keyof typeof LIMITS;

/**
 * A context on its way: strings under `x-request-id`, `traceparent`, `tracestate` (https://www.w3.org/TR/trace-context/)
 * and `baggage` (https://www.w3.org/TR/baggage/), those that exist. Safe to store as JSON beside the data of a job.
 */
export type ContextCarrier = Readonly<Record<string, string>>;

const ids = new IdSource();

/** What a carrier says once everything that cannot be used is left out. */
export interface CarriedContext {
  /** The carrier's if it is acceptable, else a new UUIDv7. */
  readonly requestId: string;
  /** With the remote span and baggage; without a span when the carrier has no valid `traceparent`. */
  readonly parent: Context;
}

/** Reads a carrier, which may come from a stranger: anything unusable is as if it were not there. */
export function readCarrier(carrier: unknown): CarriedContext {
  const entries = Object.keys(LIMITS).flatMap((key) => {
    const value = valueOf(carrier, key as CarrierKey);
    return value === undefined ? [] : [[key, value] as const];
  });
  const known: Partial<Record<CarrierKey, string>> = Object.fromEntries(entries);
  return {
    requestId: decideRequestId(known['x-request-id'], true, ids).id,
    parent: w3cPropagator.extract(ROOT_CONTEXT, known, defaultTextMapGetter),
  };
}

function valueOf(carrier: unknown, key: CarrierKey): string | undefined {
  if (typeof carrier !== 'object' || carrier === null || !Object.hasOwn(carrier, key)) return undefined;
  const value: unknown = (carrier as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' && value.length <= LIMITS[key] ? value : undefined;
}
