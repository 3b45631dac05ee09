import { protobufFields, type ProtobufFields } from './protobuf-fields.js';

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A data point as it arrived, with what its metric and its resource say. */
export interface CollectedPoint {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'gauge' | 'sum' | 'histogram';
  readonly temporality?: 'delta' | 'cumulative';
  readonly isMonotonic?: boolean;
  readonly attributes: Attributes;
  readonly resource: Attributes;
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
  return messages(protobufFields(body), 1).flatMap((resourceMetrics) => {
    const resource = Object.assign({}, ...messages(resourceMetrics, 1).map((each) => attributes(each, 1)));
    return messages(resourceMetrics, 2)
      .flatMap((scope) => messages(scope, 2))
      .flatMap((metric) => readMetric(metric, resource));
  });
}

function readMetric(metric: ProtobufFields, resource: Attributes): CollectedPoint[] {
  return ([5, 7, 9] as const).flatMap((number) =>
    messages(metric, number).flatMap((data) => {
      const temporality = ([undefined, 'delta', 'cumulative'] as const)[Number(data.get(2)?.[0] ?? 0)];
      const common = {
        name: bytes(metric, 1).toString(),
        unit: bytes(metric, 3).toString(),
        kind: KINDS[number],
        ...(temporality && { temporality }),
        ...(number === 7 && { isMonotonic: data.get(3)?.[0] === 1n }),
        resource,
      };
      return messages(data, 1).map((point) => ({
        ...common,
        startNanos: bytes(point, 2).readBigUInt64LE(),
        timeNanos: bytes(point, 3).readBigUInt64LE(),
        ...(number === 9 ? readHistogram(point) : readNumber(point)),
      }));
    }),
  );
}

function readNumber(point: ProtobufFields) {
  const value = point.has(6) ? Number(bytes(point, 6).readBigInt64LE()) : bytes(point, 4).readDoubleLE();
  return { attributes: attributes(point, 7), value };
}

function readHistogram(point: ProtobufFields) {
  return {
    attributes: attributes(point, 9),
    count: Number(bytes(point, 4).readBigUInt64LE()),
    sum: bytes(point, 5).readDoubleLE(),
    buckets: eights(bytes(point, 6)).map((each) => Number(each.readBigUInt64LE())),
    bounds: eights(bytes(point, 7)).map((each) => each.readDoubleLE()),
  };
}

function eights(packed: Buffer): Buffer[] {
  return Array.from({ length: packed.length / 8 }, (_, index) => packed.subarray(index * 8, index * 8 + 8));
}

function attributes(fields: ProtobufFields, number: number): Attributes {
  return Object.fromEntries(
    messages(fields, number).map((pair) => [bytes(pair, 1).toString(), anyValue(messages(pair, 2)[0])]),
  );
}

function anyValue(value: ProtobufFields | undefined): string | number | boolean {
  if (value?.has(2)) return value.get(2)?.[0] === 1n;
  if (value?.has(3)) return Number(value.get(3)?.[0]);
  return value ? bytes(value, 1).toString() : '';
}

function messages(fields: ProtobufFields, number: number): ProtobufFields[] {
  return (fields.get(number) ?? []).flatMap((value) =>
    typeof value === 'bigint' ? [] : [protobufFields(value)],
  );
}

function bytes(fields: ProtobufFields, number: number): Buffer {
  return (fields.get(number) ?? []).find((value) => typeof value !== 'bigint') ?? Buffer.alloc(0);
}
