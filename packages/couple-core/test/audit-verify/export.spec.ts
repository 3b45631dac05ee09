import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditCheckpointService, AuditVerifier, ExportDamagedError, readExport } from '../../src/index.js';
import { coupleContext, type CoupleContext } from '../couple-context.js';
import { coupleWithEvents, exported } from './audit-context.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

async function verdictOf(lines: readonly string[]): Promise<string> {
  const verifier = new AuditVerifier({ publicKeys: [publicKey] });
  async function* stream() {
    yield* lines;
  }
  try {
    for await (const record of readExport(stream())) verifier.take(record);
  } catch (error) {
    if (error instanceof ExportDamagedError) return 'damaged';
    throw error;
  }
  return verifier.finish().verdict;
}

describe('an export', () => {
  let context: CoupleContext;
  let lines: string[];
  beforeAll(async () => {
    context = await coupleContext();
    for (let n = 0; n < 3; n++) await coupleWithEvents(context);
    await context.app.get(AuditCheckpointService).checkpoint(privateKey);
    await coupleWithEvents(context);
    await context.app.get(AuditCheckpointService).checkpoint(privateKey);
    lines = await exported(context);
  });
  afterAll(() => context[Symbol.asyncDispose]());

  it('verifies as the database does', async () => {
    expect(await verdictOf(lines)).toBe('ok');
    expect(lines).toHaveLength(1 + 2 + 4 * 5 + 5 + 1);
  });

  it('without facts verifies too', async () => {
    const without = lines.map((line) => line.replace(/,"salt":"[^"]*","facts":"[^"]*"/, ''));
    expect(without).not.toEqual(lines);
    expect(await verdictOf(without)).toBe('ok');
  });

  it('shows every single change of a line', async () => {
    const index = fc.nat(lines.length - 1);
    const withChangedCharacter = fc
      .record({ at: index, where: fc.nat(), by: fc.integer({ min: 1, max: 25 }) })
      .map(({ at, where, by }) => {
        const line = lines[at] ?? '';
        const places = [...line.matchAll(/[0-9a-zA-Z]/g)].map((match) => match.index);
        const place = places[where % places.length] ?? 0;
        const changed = String.fromCharCode(97 + ((line.charCodeAt(place) + by) % 26));
        return lines.toSpliced(at, 1, line.slice(0, place) + changed + line.slice(place + 1));
      });
    const mutation = fc.oneof(
      index.map((at) => lines.toSpliced(at, 1)),
      index.map((at) => lines.toSpliced(at, 0, lines[at] ?? '')),
      fc.nat(lines.length - 2).map((at) => lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '')),
      withChangedCharacter,
    );
    // When the export was made is not part of the audit.
    const audit = (all: readonly string[]) => all.join('\n').replace(/"exported_at":"[^"]*"/, '');
    await fc.assert(
      fc.asyncProperty(mutation, async (mutated) => {
        fc.pre(audit(mutated) !== audit(lines));
        const changed = mutated.filter((line) => !lines.includes(line));
        expect(await verdictOf(mutated), changed.join('\n')).not.toBe('ok');
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['nothing', () => [], 'line 1'],
    ['something else', () => ['{"a":1}'], 'line 1'],
    ['half of it', () => lines.slice(0, 9), 'line 10'],
    ['more than its end', () => [...lines, lines[2] ?? ''], `the end`],
    ['loose base64', () => lines.with(4, lines[4]?.replace('"bytes":"', '"bytes":" ') ?? ''), 'line 5'],
    [
      'hex in capitals',
      () => lines.with(4, lines[4]?.replace(/(?<="hash":")\w+/, (hash) => hash.toUpperCase()) ?? ''),
      'line 5',
    ],
    ['a line that is no JSON', () => lines.toSpliced(3, 1, '{"kind":'), 'line 4'],
  ])('of %s is refused, and says where', async (_, given, where) => {
    async function* stream() {
      yield* given();
    }
    await expect(async () => {
      for await (const _record of readExport(stream()));
    }).rejects.toThrow(where);
  });
});

it('of twenty thousand events streams in constant memory', async () => {
  await using context = await coupleContext();
  await context.dataSource.query(`INSERT INTO couple_audit_chain
    SELECT gen_random_uuid(), 0, sha256('x') FROM generate_series(1, 4)`);
  const { AuditReader } = await import('../../src/index.js');
  await context.dataSource.query(`
    INSERT INTO couple_audit_event (chain, seq, prev_hash, hash, type, bytes)
    SELECT chain, n, sha256((n - 1)::text::bytea), sha256(n::text::bytea), 'x', n::text::bytea
    FROM couple_audit_chain, generate_series(1, 4000) n`);
  let events = 0;
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  await context.app.get(AuditReader).read({}, (record) => {
    if (record.kind === 'event') events++;
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  });
  expect(events).toBe(20_000);
  expect(most).toBeLessThan(100 * 1024 * 1024);
});
