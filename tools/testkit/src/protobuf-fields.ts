/** The fields of a protobuf message by number; messages inside are still bytes (https://protobuf.dev/programming-guides/encoding/). */
export type ProtobufFields = ReadonlyMap<number, readonly (Buffer | bigint)[]>;

/** Splits a protobuf message into its fields, without a schema. */
export function protobufFields(message: Buffer): ProtobufFields {
  const fields = new Map<number, (Buffer | bigint)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const bytes = (length: number): Buffer => message.subarray(at, (at += length));
  while (at < message.length) {
    const key = Number(varint());
    const value = readValue(key & 7, varint, bytes);
    const number = key >> 3;
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}

function readValue(
  wireType: number,
  varint: () => bigint,
  bytes: (length: number) => Buffer,
): Buffer | bigint {
  switch (wireType) {
    case 0:
      return varint();
    case 1:
      return bytes(8);
    case 2:
      return bytes(Number(varint()));
    case 5:
      return bytes(4);
    default:
      throw new Error(`protobuf wire type ${wireType}`);
  }
}
