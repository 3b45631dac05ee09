import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.js';
import { Ledger } from '../../src/ledger/ledger.js';
import { openSigner } from '../../src/ledger/signer.js';
import { verifyHead, verifyLedger } from '../../src/ledger/verify-ledger.js';
import { Workspace, type Person } from '../workspace.js';

async function opened(workspace: Workspace, person: Person = 'requester') {
  const { trusted } = await readConfig(workspace.path('runbook.yaml'));
  const signer = await openSigner(workspace.key(person), trusted);
  return { trusted, signer, ledger: new Ledger(workspace.ledger, trusted) };
}

/** Three entries by two people. */
async function filled(workspace: Workspace) {
  const { ledger, signer, trusted } = await opened(workspace);
  await ledger.append({ kind: 'one', facts: { text: '하나 "1"', number: 1.5 } }, signer);
  const { signer: other } = await opened(workspace, 'approver');
  await ledger.append({ kind: 'two', release: 'r', facts: { list: [null, true] } }, other);
  const last = await ledger.append({ kind: 'three', facts: {} }, signer);
  return { ledger, trusted, signer, last, bytes: await readFile(workspace.ledger) };
}

describe('the ledger', () => {
  it('tells what was appended, signed, in order', async () => {
    await using workspace = await Workspace.create();
    const { ledger } = await filled(workspace);
    const entries = await ledger.read();
    expect(entries.map(({ seq, kind, by, release, facts }) => [seq, kind, by, release, facts])).toEqual([
      [1, 'one', 'requester', undefined, { text: '하나 "1"', number: 1.5 }],
      [2, 'two', 'approver', 'r', { list: [null, true] }],
      [3, 'three', 'requester', undefined, {}],
    ]);
    expect((await stat(workspace.ledger)).mode & 0o777).toBe(0o600);
  });

  it('misses no byte that is another one, none that is gone and none that is new', async () => {
    await using workspace = await Workspace.create();
    const { bytes, trusted, last } = await filled(workspace);
    const found = (changed: Buffer) => {
      const ledger = verifyLedger(changed, trusted);
      return ledger.finding ?? verifyHead(ledger, last.hash);
    };
    expect(found(bytes)).toBeUndefined();
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      expect(found(flipped), `byte ${at} flipped`).toBeDefined();
      expect(
        found(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])),
        `byte ${at} gone`,
      ).toBeDefined();
    }
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 4 }), (at, more) => {
        const grown = Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
        // At the end it is a line that nobody finished.
        fc.pre(at < bytes.length || more.includes(0x0a));
        expect(found(grown)).toBeDefined();
      }),
    );
  });

  it.each([
    ['an entry that is cut off at the end', (lines: string[]) => lines.slice(0, 2), 2, 'truncated'],
    ['an entry that is cut out of the middle', ([a = '', , c = '']: string[]) => [a, c], 2, 'unlinked'],
    ['entries that changed places', ([a = '', b = '', c = '']: string[]) => [a, c, b], 2, 'unlinked'],
    ['an entry twice', ([a = '', b = '', c = '']: string[]) => [a, b, b, c], 3, 'unlinked'],
    ['everything gone', () => [], 0, 'truncated'],
  ])('finds %s', async (_, change, line, fault) => {
    await using workspace = await Workspace.create();
    const { bytes, ledger, signer } = await filled(workspace);
    const lines = bytes.toString().split(/(?<=\n)/);
    await writeFile(workspace.ledger, change(lines).join(''));
    await expect(ledger.read()).rejects.toMatchObject({ finding: { line, fault } });
    await expect(ledger.append({ kind: 'four', facts: {} }, signer)).rejects.toMatchObject({
      finding: { line, fault },
    });
  });

  it('finds an entry by somebody who was never trusted', async () => {
    await using workspace = await Workspace.create();
    await using stranger = await Workspace.create();
    const { trusted } = await opened(workspace);
    const other = await opened(stranger);
    await other.ledger.append({ kind: 'one', facts: {} }, other.signer);
    await expect(new Ledger(stranger.ledger, trusted).read()).rejects.toMatchObject({
      finding: { line: 1, fault: 'unsigned' },
    });
  });

  it('goes on after a line that a dead process did not finish', async () => {
    await using workspace = await Workspace.create();
    const { ledger, signer } = await filled(workspace);
    await appendFile(workspace.ledger, '{"at":"2026-');
    expect(await ledger.read()).toHaveLength(3);
    await ledger.append({ kind: 'four', facts: {} }, signer);
    expect((await ledger.read()).map(({ kind }) => kind)).toEqual(['one', 'two', 'three', 'four']);
  });

  it('is one chain, whoever appends at the same time', async () => {
    await using workspace = await Workspace.create();
    const writers = await Promise.all([
      opened(workspace),
      opened(workspace, 'approver'),
      opened(workspace, 'pipeline'),
    ]);
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => {
        const { ledger, signer } = writers[n % 3] ?? writers[0];
        return ledger.append({ kind: 'turn', facts: { n } }, signer);
      }),
    );
    const entries = await writers[0].ledger.read();
    expect(entries.map(({ facts }) => facts['n']).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 30 }, (_, n) => n),
    );
  });

  it('takes over the lock of a process that is gone, and names one that is not', async () => {
    await using workspace = await Workspace.create();
    const { ledger, signer } = await filled(workspace);
    const { hostname } = await import('node:os');
    await writeFile(`${workspace.ledger}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    await ledger.append({ kind: 'four', facts: {} }, signer);
    expect(await ledger.read()).toHaveLength(4);
  });
});

describe('couplekit audit', () => {
  it('says that all is well, and the head to note elsewhere', async () => {
    await using workspace = await Workspace.create();
    const { last } = await filled(workspace);
    expect(await workspace.ask('requester', ['audit', '--head', last.hash])).toEqual({
      code: 0,
      err: '',
      body: { verdict: 'ok', entries: 3, head: last.hash },
    });
    const { out } = await workspace.run('requester', ['--lang', 'ko', 'audit']);
    expect(out).toContain('기록 3개가 모두 쓰인 그대로예요');
  });

  it('ends with 5 where somebody changed it, also where ledger and head were cut together', async () => {
    await using workspace = await Workspace.create();
    const { bytes, last } = await filled(workspace);
    await writeFile(workspace.ledger, bytes.toString().replace('"number":1.5', '"number":2.5'));
    expect(await workspace.run('requester', ['audit'])).toEqual({
      code: 5,
      out: '',
      err: 'couplekit: The ledger was tampered with at line 1: its content does not match its hash.\n',
    });
    const [first = ''] = bytes.toString().split(/(?<=\n)/);
    await writeFile(workspace.ledger, first);
    await writeFile(`${workspace.ledger}.head`, (JSON.parse(first) as { hash: string }).hash);
    expect((await workspace.run('requester', ['audit'])).code).toBe(0);
    expect((await workspace.run('requester', ['audit', '--head', last.hash])).code).toBe(5);
  });
});

describe('couplekit keys create', () => {
  it('writes a key for its owner only, never over another one', async () => {
    await using workspace = await Workspace.create();
    const file = workspace.path('mine.pem');
    const { code, body } = await workspace.ask('requester', ['keys', 'create', file]);
    expect([code, body.public_key]).toEqual([0, expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/)]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await readFile(file);
    expect((await workspace.run('requester', ['keys', 'create', file])).code).toBe(1);
    expect(await readFile(file)).toEqual(before);
  });
});
