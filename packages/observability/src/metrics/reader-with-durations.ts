import {
  InstrumentType,
  type AggregationOption,
  type AggregationTemporality,
  type CollectionResult,
  type IMetricReader,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import { DurationMetric } from './duration-metric.js';
import type { RequestDurations } from './request-durations.js';

const SCOPE = { name: '@couplekit/observability' } as const;

/**
 * Any reader, pushing or pulled, with the request durations among what it collects. The SDK's own `metricProducers` is an
 * option of the reader's constructor, which has run when a reader comes here.
 */
export class ReaderWithDurations implements IMetricReader {
  constructor(
    private readonly reader: IMetricReader,
    private readonly durations: RequestDurations,
  ) {}

  setMetricProducer(sdk: MetricProducer): void {
    const temporality = this.reader.selectAggregationTemporality(InstrumentType.HISTOGRAM);
    const metric = new DurationMetric(this.durations, temporality);
    this.reader.setMetricProducer({
      collect: async (options) => {
        const { resourceMetrics, errors } = await sdk.collect(options);
        const collected = metric.collect();
        if (!collected) return { resourceMetrics, errors };
        const own = { scope: SCOPE, metrics: [collected] };
        return {
          resourceMetrics: { ...resourceMetrics, scopeMetrics: [own, ...resourceMetrics.scopeMetrics] },
          errors,
        };
      },
    });
  }

  selectAggregation(instrument: InstrumentType): AggregationOption {
    return this.reader.selectAggregation(instrument);
  }

  selectAggregationTemporality(instrument: InstrumentType): AggregationTemporality {
    return this.reader.selectAggregationTemporality(instrument);
  }

  selectCardinalityLimit(instrument: InstrumentType): number {
    return this.reader.selectCardinalityLimit(instrument);
  }

  collect(options?: Parameters<IMetricReader['collect']>[0]): Promise<CollectionResult> {
    return this.reader.collect(options);
  }

  shutdown(options?: Parameters<IMetricReader['shutdown']>[0]): Promise<void> {
    return this.reader.shutdown(options);
  }

  forceFlush(options?: Parameters<IMetricReader['forceFlush']>[0]): Promise<void> {
    return this.reader.forceFlush(options);
  }
}
