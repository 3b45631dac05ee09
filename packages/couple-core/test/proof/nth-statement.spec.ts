import type { SqlFault } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provenChains } from './audit-proof.js';
import { businessRows, changes } from './business-rows.js';
import { errorEvents, newErrors, settleAttempts } from './failure-records.js';
import { provenPackets } from './packet-proof.js';
import { USE_CASES } from './use-cases.js';
import { watchedContext, type WatchedContext } from './watched-context.js';

/** No use case is that long; a fault that is met for ever would mean that something retries without an end. */
const MOST_STATEMENTS = 40;

describe.each(USE_CASES)('$name', ({ arrange, refusal }) => {
  let context: WatchedContext;
  beforeAll(async () => void (context = await watchedContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  /** One call, and everything that it left behind, once the reaper has been there. */
  const observe = async (call: () => Promise<unknown>, fault?: SqlFault) => {
    const { dataSource, tables, faults } = context;
    const before = { rows: await businessRows(dataSource, tables), errors: await errorEvents(dataSource) };
    const { outcome, statements, met } = await faults.watch(call, fault);
    await settleAttempts(context);
    const did = changes(before.rows, await businessRows(dataSource, tables));
    const errors = newErrors(before.errors, await errorEvents(dataSource));
    return { outcome, statements, met, did, errors };
  };
  type Observed = Awaited<ReturnType<typeof observe>>;

  /** What the call does when nothing goes wrong. */
  const observeClean = async () => {
    const clean = await observe(await arrange(context));
    expectClean(clean);
    return clean;
  };
  const expectClean = ({ outcome, errors }: Observed, said = 'without a fault') => {
    if (!refusal) expect({ status: outcome.status, errors }, said).toEqual({ status: 'fulfilled', errors: [] });
    else expect({ outcome, errors }, said).toEqual({ outcome: { status: 'rejected', reason: expect.any(refusal) }, errors: [expect.any(String)] }); // prettier-ignore
  };

  const proveAll = async () => {
    await provenChains(context.dataSource);
    await provenPackets(context.dataSource);
  };

  /** A rejected call changed no row and left one error; an accepted one did all that it does without a fault. */
  const judge = (clean: Observed, faulty: Observed, said: string) => {
    const { outcome, did, errors } = faulty;
    if (outcome.status === 'fulfilled') {
      expectClean(faulty, said);
      return expect(did, said).toEqual(clean.did);
    }
    const unknownCommit = /^commit/i.test(faulty.met ?? '') && did.length > 0;
    expect(did, said).toEqual(unknownCommit ? clean.did : []);
    return expect(errors, said).toHaveLength(1);
  };

  const failAt = async (clean: Observed, fault: SqlFault): Promise<Observed> => {
    const call = await arrange(context);
    const faulty = await observe(call, fault);
    const said = `${fault.kind} at statement ${fault.at}, ${faulty.met}`;
    judge(clean, faulty, said);
    if (faulty.outcome.status === 'rejected' && faulty.did.length === 0) {
      const again = await observe(call);
      expectClean(again, `again after ${said}`);
      expect(again.did, `again after ${said}`).toEqual(clean.did);
    }
    return faulty;
  };

  it.each([
    ['PostgreSQL refuses a statement', { kind: 'error' }],
    ['the connection breaks before a statement', { kind: 'lost' }],
    ['a statement meets a serialisation failure', { kind: 'error', sqlState: '40001' }],
  ] as const)('is done in full or not at all when %s', async (_, fault) => {
    const clean = await observeClean();
    let at = 1;
    while (at < MOST_STATEMENTS && (await failAt(clean, { ...fault, at })).met !== undefined) at++;
    expect(at).toBeGreaterThan(clean.statements.length);
    expect(at).toBeLessThan(MOST_STATEMENTS);
    await proveAll();
  });

  it('is done in full or not at all when the answer to COMMIT is lost', async () => {
    const clean = await observeClean();
    const commits = clean.statements.flatMap((sql, index) => (/^commit/i.test(sql) ? [index + 1] : []));
    for (const at of commits) await failAt(clean, { kind: 'reply-lost', at });
    expect(commits).not.toEqual([]);
    await proveAll();
  });
});
