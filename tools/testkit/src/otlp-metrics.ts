import {
  attributesIn,
  bytesIn,
  messagesIn,
  resourceIn,
  type CollectedAttributes,
} from './otlp-attributes.js';
import { protobufFields, type ProtobufFields } from './protobuf-fields.js';

/** A data point as it arrived, with what its metric and its resource say. */
export interface CollectedPoint {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'gauge' | 'sum' | 'histogram';
  readonly temporality?: 'delta' | 'cumulative';
  readonly isMonotonic?: boolean;
  readonly attributes: CollectedAttributes;
  readonly resource: CollectedAttributes;
  readonly startNanos: bigint;
  readonly timeNanos: bigint;
  /** Of gauges and sums. */
  readonly value?: number;
  /** Of histograms, as are the next three. */
  readonly count?: number;
  readonly sum?: number;
  readonly buckets?: readonly number[];
  readonly bounds?: readonly number[];
}

const KINDS = { 5: 'gauge', 7: 'sum', 9: 'histogram' } as const;

/** Field numbers: opentelemetry/proto/collector/metrics/v1/metrics_service.proto and metrics/v1/metrics.proto. */
export function readMetrics(body: Buffer): CollectedPoint[] {
  return messagesIn(protobufFields(body), 1).flatMap((resourceMetrics) => {
    const resource = resourceIn(resourceMetrics);
    return messagesIn(resourceMetrics, 2)
      .flatMap((scope) => messagesIn(scope, 2))
      .flatMap((metric) => readMetric(metric, resource));
  });
}

function readMetric(metric: ProtobufFields, resource: CollectedAttributes): CollectedPoint[] {
  return ([5, 7, 9] as const).flatMap((number) =>
    messagesIn(metric, number).flatMap((data) => {
      const temporality = ([undefined, 'delta', 'cumulative'] as const)[Number(data.get(2)?.[0] ?? 0)];
      const common = {
        name: bytesIn(metric, 1).toString(),
        unit: bytesIn(metric, 3).toString(),
        kind: KINDS[number],
        ...(temporality && { temporality }),
        ...(number === 7 && { isMonotonic: data.get(3)?.[0] === 1n }),
        resource,
      };
      return messagesIn(data, 1).map((point) => ({
        ...common,
        startNanos: bytesIn(point, 2).readBigUInt64LE(),
        timeNanos: bytesIn(point, 3).readBigUInt64LE(),
        ...(number === 9 ? readHistogram(point) : readNumber(point)),
      }));
    }),
  );
}

function readNumber(point: ProtobufFields) {
  const value = point.has(6) ? Number(bytesIn(point, 6).readBigInt64LE()) : bytesIn(point, 4).readDoubleLE();
  return { attributes: attributesIn(point, 7), value };
}

function readHistogram(point: ProtobufFields) {
  return {
    attributes: attributesIn(point, 9),
    count: Number(bytesIn(point, 4).readBigUInt64LE()),
    sum: bytesIn(point, 5).readDoubleLE(),
    buckets: eights(bytesIn(point, 6)).map((each) => Number(each.readBigUInt64LE())),
    bounds: eights(bytesIn(point, 7)).map((each) => each.readDoubleLE()),
  };
}

function eights(packed: Buffer): Buffer[] {
  return Array.from({ length: packed.length / 8 }, (_, index) => packed.subarray(index * 8, index * 8 + 8));
}
