import { ValueType, type HrTime } from '@opentelemetry/api';
import { millisToHrTime } from '@opentelemetry/core';
import {
  AggregationTemporality,
  DataPointType,
  type DataPoint,
  type Histogram,
  type HistogramMetricData,
} from '@opentelemetry/sdk-metrics';
import { METRIC_HTTP_SERVER_REQUEST_DURATION } from '@opentelemetry/semantic-conventions';
import { DURATION_BOUNDS, SUM, type DurationSeries, type RequestDurations } from './request-durations.js';

const DESCRIPTOR = {
  name: METRIC_HTTP_SERVER_REQUEST_DURATION,
  description: 'Duration of HTTP server requests.',
  unit: 's',
  valueType: ValueType.DOUBLE,
} as const;

/** The request durations as one reader sees them: since the start, or since it looked last. */
export class DurationMetric {
  /** What was told already; stays empty where counts are since the start. */
  readonly #told = new Map<DurationSeries, Float64Array>();
  #startTime: HrTime = millisToHrTime(Date.now());

  constructor(
    private readonly durations: RequestDurations,
    private readonly temporality: AggregationTemporality,
  ) {}

  /** @returns undefined where there is nothing to tell */
  collect(): HistogramMetricData | undefined {
    const endTime = millisToHrTime(Date.now());
    const dataPoints = this.durations.series.flatMap((series) => this.#pointOf(series, endTime));
    if (this.temporality === AggregationTemporality.DELTA) this.#startTime = endTime;
    if (dataPoints.length === 0) return undefined;
    return {
      descriptor: DESCRIPTOR,
      aggregationTemporality: this.temporality,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints,
    };
  }

  #pointOf(series: DurationSeries, endTime: HrTime): DataPoint<Histogram>[] {
    const told = this.#told.get(series);
    const cells = series.cells.map((value, at) => value - (told?.[at] ?? 0));
    if (this.temporality === AggregationTemporality.DELTA) this.#told.set(series, series.cells.slice());
    const counts = [...cells.subarray(0, SUM)];
    const count = counts.reduce((total, each) => total + each, 0);
    if (count === 0) return [];
    const buckets = { boundaries: [...DURATION_BOUNDS], counts };
    const value = { buckets, count, sum: cells[SUM] ?? 0 };
    return [{ attributes: series.attributes, startTime: this.#startTime, endTime, value }];
  }
}
