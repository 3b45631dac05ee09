const FIRST_BYTES = 4096;
/** A field's key takes at most two bytes here, and what is not text or bytes at most ten. */
const ROOM = 16;
/** A longer text is written natively; a call out of JavaScript costs more than so many characters. */
const SHORT = 48;

const TWO_32 = 2 ** 32;

const [VARINT, FIXED64, LENGTH_DELIMITED, FIXED32] = [0, 1, 2, 5];

/** The values of hexadecimal digits by their character codes. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => parseInt(String.fromCharCode(code), 16) || 0);

/**
 * Writes protobuf fields (https://protobuf.dev/programming-guides/encoding/) one after the other into bytes outside of the
 * heap, which grow. Lengths that come before what they measure are filled in afterwards.
 */
export class ProtobufWriter {
  private bytes: Buffer;
  private view: DataView;
  private at = 0;

  constructor(size = FIRST_BYTES) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset);
  }

  /** How many bytes are written. */
  get length(): number {
    return this.at;
  }

  /** What is written, not copied. */
  written(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  /** Forgets what is written after the first bytes. */
  truncate(length: number): void {
    this.at = length;
  }

  /** Fields that were written elsewhere. */
  fields(written: Uint8Array): void {
    this.makeRoom(written.length);
    this.bytes.set(written, this.at);
    this.at += written.length;
  }

  /** An integer from -2^63 to 2^63; negative ones as int64. */
  integer(field: number, value: number): void {
    this.key(field, VARINT);
    this.varint(value);
  }

  double(field: number, value: number): void {
    this.key(field, FIXED64);
    this.view.setFloat64(this.at, value, true);
    this.at += 8;
  }

  fixed32(field: number, value: number): void {
    this.key(field, FIXED32);
    this.view.setUint32(this.at, value, true);
    this.at += 4;
  }

  /** Seconds and nanoseconds as the number of nanoseconds, which is more than a double holds. */
  time(field: number, [seconds, nanoseconds]: readonly [number, number]): void {
    this.key(field, FIXED64);
    const upper = Math.floor(seconds / 65536) * 1e9; // times 2^16
    const lower = (seconds % 65536) * 1e9 + nanoseconds + (upper % 65536) * 65536;
    this.view.setUint32(this.at, lower, true);
    this.view.setUint32(this.at + 4, Math.floor(upper / 65536) + Math.floor(lower / TWO_32), true);
    this.at += 8;
  }

  /** A text in UTF-8; half a surrogate pair becomes U+FFFD. */
  text(field: number, value: string): void {
    this.key(field, LENGTH_DELIMITED);
    if (value.length > SHORT || !this.shortAscii(value)) this.utf8(value);
  }

  binary(field: number, value: Uint8Array): void {
    this.key(field, LENGTH_DELIMITED);
    this.varint(value.length);
    this.fields(value);
  }

  /** Bytes that are given in hexadecimal digits. */
  hex(field: number, digits: string): void {
    this.key(field, LENGTH_DELIMITED);
    const size = digits.length >>> 1;
    this.varint(size);
    this.makeRoom(size);
    const { bytes } = this;
    let { at } = this;
    for (let i = 0; i < size * 2; i += 2) {
      bytes[at++] = ((DIGITS[digits.charCodeAt(i)] ?? 0) << 4) | (DIGITS[digits.charCodeAt(i + 1)] ?? 0);
    }
    this.at = at;
  }

  /**
   * Begins a message within the message.
   * @param width bytes kept for its length; one is enough for 127 bytes, two for 16 KiB, three for 2 MiB
   * @returns what `close` takes, with the same width
   */
  open(field: number, width = 1): number {
    this.key(field, LENGTH_DELIMITED);
    this.at += width;
    return this.at;
  }

  /** Ends the message that began there, and moves it if its length has another width. */
  close(start: number, width = 1): void {
    const length = this.at - start;
    const needed =
      length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : length < 268_435_456 ? 4 : 5;
    if (needed !== width) {
      this.makeRoom(needed);
      this.bytes.copyWithin(start + needed - width, start, this.at);
    }
    this.at = start - width;
    this.varint(length);
    this.at += length;
  }

  private key(field: number, wireType: number): void {
    this.makeRoom(ROOM);
    this.varint((field << 3) | wireType);
  }

  private varint(value: number): void {
    const { bytes } = this;
    let { at } = this;
    let low = value >>> 0;
    if (low !== value) {
      let high = Math.floor(value / TWO_32) >>> 0; // two's complement, as `low` is
      for (; high > 0; high >>>= 7) {
        bytes[at++] = (low & 0x7f) | 0x80;
        low = ((low >>> 7) | (high << 25)) >>> 0;
      }
    }
    for (; low > 0x7f; low >>>= 7) bytes[at++] = (low & 0x7f) | 0x80;
    bytes[at++] = low;
    this.at = at;
  }

  /** False, and nothing is written, if it is not ASCII. */
  private shortAscii(value: string): boolean {
    this.makeRoom(SHORT + 1);
    const { bytes } = this;
    let { at } = this;
    bytes[at++] = value.length;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[at++] = code;
    }
    this.at = at;
    return true;
  }

  private utf8(value: string): void {
    const size = Buffer.byteLength(value);
    this.makeRoom(size + ROOM);
    this.varint(size);
    this.bytes.write(value, this.at);
    this.at += size;
  }

  private makeRoom(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const bytes = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + size));
    bytes.set(this.written());
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset);
  }
}
