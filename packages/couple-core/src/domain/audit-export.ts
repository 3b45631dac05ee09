import type { AuditRecord, CheckpointHead } from './audit-records.js';

/** Stands in the first line of an export. */
const FORMAT = 'couplekit-audit.v1';

/** An export that was cut, changed in form, or is something else. */
export class ExportDamagedError extends Error {
  override readonly name = 'ExportDamagedError';

  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(`The export is damaged at line ${line}: ${reason}.`);
  }
}

/** The first line of an export. */
export function exportHeader(): string {
  return line({ kind: 'header', format: FORMAT, exported_at: new Date().toISOString() });
}

/** The last line: without it, and without the right number in it, an export is cut. */
export function exportEnd(records: number): string {
  return line({ kind: 'end', records });
}

/** A record as one line of JSON: hashes in hex, bytes in base64. */
export function exportLine(record: AuditRecord): string {
  switch (record.kind) {
    case 'event':
      return line({
        kind: 'event',
        chain: record.chain,
        seq: record.seq,
        prev: hex(record.prevHash),
        hash: hex(record.hash),
        type: record.type,
        bytes: base64(record.bytes),
        ...(record.payload && { salt: base64(record.payload.salt), facts: base64(record.payload.bytes) }),
      });
    case 'head':
      return line({ kind: 'head', chain: record.chain, seq: record.seq, hash: hex(record.hash) });
    case 'checkpoint':
      return line({
        kind: 'checkpoint',
        seq: record.seq,
        bytes: base64(record.bytes),
        hash: hex(record.hash),
        signature: base64(record.signature),
        heads: record.heads.map(({ chain, seq, hash }) => [chain, seq, hex(hash)]),
      });
    default:
      return record satisfies never;
  }
}

/**
 * Reads an export back, line by line.
 * @throws {ExportDamagedError} naming the line
 */
export async function* readExport(lines: AsyncIterable<string>): AsyncGenerator<AuditRecord> {
  let number = 0;
  let ended = false;
  for await (const text of lines) {
    number++;
    if (ended) throw new ExportDamagedError(number, 'there is something after the end');
    const fields = new Fields(text, number);
    if (number === 1) fields.header();
    else if (fields.text('kind') === 'end') {
      ended = true;
      fields.require(fields.integer('records') === number - 2, 'records are missing or too many');
    } else yield fields.record();
  }
  if (!ended) throw new ExportDamagedError(number + 1, 'it ends early');
}

/** One line's members, each checked when it is asked for. */
class Fields {
  private readonly members: Readonly<Record<string, unknown>>;

  constructor(
    text: string,
    private readonly number: number,
  ) {
    this.members = this.parse(text);
  }

  header(): void {
    this.require(this.members['format'] === FORMAT, `it is not ${FORMAT}`);
    this.require(this.text('kind') === 'header', 'it is no header');
    this.only('kind', 'format', 'exported_at');
  }

  record(): AuditRecord {
    const kind = this.text('kind');
    const [seq, hash] = [this.integer('seq'), this.hex('hash')];
    switch (kind) {
      case 'head':
        this.only('kind', 'chain', 'seq', 'hash');
        return { kind, chain: this.text('chain'), seq, hash };
      case 'event': {
        this.only('kind', 'chain', 'seq', 'prev', 'hash', 'type', 'bytes', 'salt', 'facts');
        const hasFacts = 'salt' in this.members || 'facts' in this.members;
        const payload = hasFacts ? { salt: this.base64('salt'), bytes: this.base64('facts') } : undefined;
        const [chain, type] = [this.text('chain'), this.text('type')];
        return {
          kind,
          chain,
          seq,
          prevHash: this.hex('prev'),
          hash,
          type,
          bytes: this.base64('bytes'),
          payload,
        };
      }
      case 'checkpoint':
        this.only('kind', 'seq', 'bytes', 'hash', 'signature', 'heads');
        return {
          kind,
          seq,
          hash,
          bytes: this.base64('bytes'),
          signature: this.base64('signature'),
          heads: this.heads(),
        };
      default:
        throw new ExportDamagedError(this.number, 'its kind is unknown');
    }
  }

  text(name: string): string {
    const value = this.members[name];
    if (typeof value !== 'string') throw new ExportDamagedError(this.number, `${name} is missing`);
    return value;
  }

  integer(name: string): number {
    const value = this.members[name];
    this.require(Number.isSafeInteger(value), `${name} is no whole number`);
    return value as number;
  }

  require(holds: boolean, reason: string): void {
    if (!holds) throw new ExportDamagedError(this.number, reason);
  }

  private only(...names: readonly string[]): void {
    const strange = Object.keys(this.members).find((name) => !names.includes(name));
    if (strange !== undefined)
      throw new ExportDamagedError(this.number, 'it has a member that does not belong there');
  }

  private heads(): readonly CheckpointHead[] {
    const { heads } = this.members;
    if (!Array.isArray(heads)) throw new ExportDamagedError(this.number, 'heads are missing');
    return heads.map((head: unknown) => {
      const [chain, seq, hash] = Array.isArray(head) ? (head as unknown[]) : [];
      const fields = new Fields(JSON.stringify({ chain, seq, hash }), this.number);
      return { chain: fields.text('chain'), seq: fields.integer('seq'), hash: fields.hex('hash') };
    });
  }

  private hex(name: string): Buffer {
    const text = this.text(name);
    this.require(/^(?:[0-9a-f]{2})+$/.test(text), `${name} is not hex`);
    return Buffer.from(text, 'hex');
  }

  private base64(name: string): Buffer {
    const text = this.text(name);
    const bytes = Buffer.from(text, 'base64');
    this.require(bytes.toString('base64') === text, `${name} is not base64`);
    return bytes;
  }

  private parse(text: string): Readonly<Record<string, unknown>> {
    try {
      const value = JSON.parse(text) as unknown;
      if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
    } catch {
      // Said below.
    }
    throw new ExportDamagedError(this.number, 'it is not JSON');
  }
}

const hex = (bytes: Buffer) => bytes.toString('hex');
const base64 = (bytes: Buffer) => bytes.toString('base64');
const line = (value: object) => `${JSON.stringify(value)}\n`;
