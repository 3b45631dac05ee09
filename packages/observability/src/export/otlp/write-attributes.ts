import type { ProtobufWriter } from './protobuf-writer.js';

/** Writes `KeyValue` messages (opentelemetry/proto/common/v1/common.proto) as field `field`. */
export function writeAttributes(writer: ProtobufWriter, field: number, attributes: object): void {
  for (const key of Object.keys(attributes)) {
    const pair = writer.open(field);
    writer.text(1, key);
    writeAnyValue(writer, 2, (attributes as Readonly<Record<string, unknown>>)[key]);
    writer.close(pair);
  }
}

/** Writes an `AnyValue`; an empty one for what has no place in it, such as `undefined`. */
function writeAnyValue(writer: ProtobufWriter, field: number, value: unknown): void {
  const any = writer.open(field);
  if (typeof value === 'string') writer.text(1, value);
  else if (typeof value === 'boolean') writer.integer(2, value ? 1 : 0);
  else if (typeof value === 'number') writeNumber(writer, value);
  else if (typeof value === 'object' && value !== null) writeObject(writer, value);
  writer.close(any);
}

function writeNumber(writer: ProtobufWriter, value: number): void {
  if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63) writer.integer(3, value);
  else writer.double(4, value);
}

function writeObject(writer: ProtobufWriter, value: object): void {
  if (value instanceof Uint8Array) return writer.binary(7, value);
  const list = writer.open(Array.isArray(value) ? 5 : 6);
  if (Array.isArray(value)) for (const item of value) writeAnyValue(writer, 1, item);
  else writeAttributes(writer, 1, value);
  writer.close(list);
}
