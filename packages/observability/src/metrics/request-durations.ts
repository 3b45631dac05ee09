import type { Attributes } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_URL_SCHEME,
} from '@opentelemetry/semantic-conventions';
import { knownMethod } from '../requests/request-attributes.js';

/** Seconds, each bound inclusive (https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration). */
export const DURATION_BOUNDS: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

/** Upper ends of the buckets. */
const LIMITS: readonly number[] = [...DURATION_BOUNDS, Infinity];

/** Where the sum stands in a series, behind its buckets, of which there is one more than bounds. */
export const SUM = LIMITS.length;

/** One combination of attributes. */
export interface DurationSeries {
  readonly attributes: Attributes;
  /** Counts by bucket, then the sum of seconds: one array, so that recording allocates nothing. */
  readonly cells: Float64Array;
}

export interface RequestDurationsOptions {
  /** Most combinations of attributes, the one for all others included. @default 2000 */
  readonly cardinalityLimit?: number;
}

/** How long requests took, as histograms by method, route and status; the rate and the errors are in their counts. */
export class RequestDurations {
  readonly #series: DurationSeries[] = [];
  /** By route, method and {@link keyOf}: maps in maps, because a text as a key would have to be made for every request. */
  readonly #cells = new Map<string | undefined, Map<string, Map<number, Float64Array>>>();
  readonly #limit: number;
  #overflow: Float64Array | undefined;

  constructor({ cardinalityLimit = 2_000 }: RequestDurationsOptions = {}) {
    this.#limit = cardinalityLimit;
  }

  /** Every combination so far, in the order of their first requests. */
  get series(): readonly DurationSeries[] {
    return this.#series;
  }

  /**
   * Counts one request. It must cost next to nothing, so its parameters are not one object.
   * @param route the template; undefined where no route was found
   * @param status undefined where nothing was answered
   * @param aborted whether the client was gone before the answer was complete
   */
  record(
    method: string,
    route: string | undefined,
    status: number | undefined,
    seconds: number,
    scheme: 'http' | 'https',
    aborted = false,
  ): void {
    const name = knownMethod(method);
    const key = keyOf(status, scheme, aborted);
    const cells =
      this.#cells.get(route)?.get(name)?.get(key) ??
      this.#begin({ method: name, route, status, scheme, aborted });
    let bucket = 0;
    while (seconds > (LIMITS[bucket] ?? Infinity)) bucket++;
    cells[bucket] = (cells[bucket] ?? 0) + 1;
    cells[SUM] = (cells[SUM] ?? 0) + seconds;
  }

  /** Over the limit nothing new is kept, not even the route (specification, "Cardinality limits"). */
  #begin(request: CountedRequest): Float64Array {
    if (this.#series.length >= this.#limit - 1) {
      this.#overflow ??= this.#add({ 'otel.metric.overflow': true });
      return this.#overflow;
    }
    const { route, method, status, scheme, aborted } = request;
    const byMethod = this.#cells.get(route) ?? new Map<string, Map<number, Float64Array>>();
    const byKey = byMethod.get(method) ?? new Map<number, Float64Array>();
    const cells = this.#add(attributesOf(request));
    this.#cells.set(route, byMethod.set(method, byKey.set(keyOf(status, scheme, aborted), cells)));
    return cells;
  }

  #add(attributes: Attributes): Float64Array {
    const cells = new Float64Array(SUM + 1);
    this.#series.push({ attributes, cells });
    return cells;
  }
}

interface CountedRequest {
  readonly method: string;
  readonly route: string | undefined;
  readonly status: number | undefined;
  readonly scheme: 'http' | 'https';
  readonly aborted: boolean;
}

/** Status, scheme and whether it was aborted, as one number. */
function keyOf(status: number | undefined, scheme: 'http' | 'https', aborted: boolean): number {
  return (status ?? 0) * 4 + (scheme === 'https' ? 2 : 0) + (aborted ? 1 : 0);
}

function attributesOf({ method, route, status, scheme, aborted }: CountedRequest): Attributes {
  const errorType = (status ?? 0) >= 500 ? String(status) : aborted ? 'aborted' : undefined;
  return {
    [ATTR_HTTP_REQUEST_METHOD]: method,
    [ATTR_URL_SCHEME]: scheme,
    ...(route !== undefined && { [ATTR_HTTP_ROUTE]: route }),
    ...(status !== undefined && { [ATTR_HTTP_RESPONSE_STATUS_CODE]: status }),
    ...(errorType !== undefined && { [ATTR_ERROR_TYPE]: errorType }),
  };
}
