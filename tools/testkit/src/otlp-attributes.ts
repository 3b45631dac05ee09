import { protobufFields, type ProtobufFields } from './protobuf-fields.js';

/** Attributes as tests compare them. */
export type CollectedAttributes = Readonly<
  Record<string, string | number | boolean | readonly (string | number | boolean)[]>
>;

type Scalar = string | number | boolean;

/** The `KeyValue` messages in field `number` (opentelemetry/proto/common/v1/common.proto). */
export function attributesIn(fields: ProtobufFields, number: number): CollectedAttributes {
  return Object.fromEntries(
    messagesIn(fields, number).map((pair) => [bytesIn(pair, 1).toString(), anyValue(messagesIn(pair, 2)[0])]),
  );
}

/** The attributes of the resource in field 1 of a `ResourceSpans` or `ResourceMetrics`. */
export function resourceIn(fields: ProtobufFields): CollectedAttributes {
  return Object.assign({}, ...messagesIn(fields, 1).map((resource) => attributesIn(resource, 1)));
}

/** The messages in field `number`. */
export function messagesIn(fields: ProtobufFields, number: number): ProtobufFields[] {
  return (fields.get(number) ?? []).flatMap((value) =>
    typeof value === 'bigint' ? [] : [protobufFields(value)],
  );
}

/** The first bytes in field `number`, or none. */
export function bytesIn(fields: ProtobufFields, number: number): Buffer {
  return (fields.get(number) ?? []).find((value) => typeof value !== 'bigint') ?? Buffer.alloc(0);
}

/** The integer in field `number`, or 0, which is not sent. */
export function numberIn(fields: ProtobufFields, number: number): number {
  return Number(fields.get(number)?.[0] ?? 0);
}

/** The `fixed64` in field `number`, or 0, which is not sent. */
export function fixed64In(fields: ProtobufFields, number: number): bigint {
  const bytes = bytesIn(fields, number);
  return bytes.length === 8 ? bytes.readBigUInt64LE() : 0n;
}

function anyValue(value: ProtobufFields | undefined): Scalar | readonly Scalar[] {
  const [list] = value ? messagesIn(value, 5) : [];
  return list ? messagesIn(list, 1).map(scalar) : scalar(value);
}

function scalar(value: ProtobufFields | undefined): Scalar {
  if (value?.has(2)) return value.get(2)?.[0] === 1n;
  if (value?.has(3)) return numberIn(value, 3);
  if (value?.has(4)) return bytesIn(value, 4).readDoubleLE();
  return value ? bytesIn(value, 1).toString() : '';
}
