import { changedTables, extent, type SqlFault, provenChains, provenPackets } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventCounts, newEvents, settleAttempts } from './audit-records.js';
import { USE_CASES, type UseCaseProof } from './use-cases.js';
import { watchedContext, type WatchedContext } from './watched-context.js';

/** A connection that breaks costs a new one: every so many statements, and before COMMIT. */
const LOST_EVERY = extent(3, 1);

/** No use case is that long; a fault that is met for ever would mean that something retries without an end. */
const MOST_STATEMENTS = 40;

describe('a failure in the middle of a use case', () => {
  let context: WatchedContext;
  beforeAll(async () => void (context = await watchedContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  const look = async () => ({
    rows: await context.digests.take(),
    events: await eventCounts(context.dataSource),
  });
  /** One call, and everything that it left behind, once the reaper has been there. */
  const observe = async (call: () => Promise<unknown>, fault?: SqlFault, before = look()) => {
    const { rows, events } = await before;
    const watched = await context.faults.watch(call, fault);
    await settleAttempts(context);
    const after = await look();
    return {
      ...watched,
      after,
      did: changedTables(rows, after.rows),
      events: newEvents(events, after.events),
    };
  };
  type Observed = Awaited<ReturnType<typeof observe>>;

  /** What the call does when nothing goes wrong. */
  const observeClean = async ({ arrange, refusal, idle, eventOnly }: UseCaseProof): Promise<Observed> => {
    const clean = await observe(await arrange(context));
    if (refusal) expect(clean.outcome).toEqual({ status: 'rejected', reason: expect.any(refusal) });
    else expect(clean.outcome.status).toBe('fulfilled');
    const isStill = refusal !== undefined || idle === true || eventOnly === true;
    expect(clean.did.length > 0).toBe(!isStill);
    expect(clean.events).toEqual(idle ? [] : [expect.stringMatching(refusal ? /^error\./ : /^(?!error)/)]);
    return clean;
  };

  const expectSame = (observed: Observed, clean: Observed, said: string) => {
    const { did, events } = clean;
    expect(observed.outcome.status, said).toBe(clean.outcome.status);
    expect({ did: observed.did, events: observed.events }, said).toEqual({ did, events });
  };

  /** An accepted call did all that it does without a fault; a rejected one changed no row and left one error. */
  const failAt = async (useCase: UseCaseProof, clean: Observed, fault: SqlFault): Promise<Observed> => {
    const call = await useCase.arrange(context);
    const faulty = await observe(call, fault);
    const said = `${fault.kind} at statement ${fault.at}, ${faulty.met}`;
    if (faulty.outcome.status === 'fulfilled' || fault.kind === 'reply-lost') {
      expectSame(faulty, clean, said);
    } else {
      expect(faulty.did, said).toEqual([]);
      expect(faulty.events, said).toEqual([expect.stringMatching(/^error\./)]);
      const again = await observe(call, undefined, Promise.resolve(faulty.after));
      expectSame(again, clean, `again after ${said}`);
    }
    return faulty;
  };

  const commits = ({ statements }: Observed) =>
    statements.flatMap((sql, index) => (/^commit/i.test(sql) ? [index + 1] : []));

  describe.each(USE_CASES)('$name', (useCase) => {
    afterAll(async () => {
      await provenChains(context.dataSource);
      await provenPackets(context.dataSource);
      await context.forgetEverything();
    });

    it.each([
      ['PostgreSQL refuses a statement', 'error', 1],
      ['the connection breaks before a statement', 'lost', LOST_EVERY],
    ] as const)('is done in full or not at all when %s', async (_, kind, step) => {
      const clean = await observeClean(useCase);
      let at = 1;
      while (at < MOST_STATEMENTS && (await failAt(useCase, clean, { kind, at })).met !== undefined)
        at += step;
      expect(at).toBeGreaterThan(clean.statements.length);
      expect(at).toBeLessThan(MOST_STATEMENTS);
      if (step > 1) for (const commit of commits(clean)) await failAt(useCase, clean, { kind, at: commit });
    });

    it('is done in full or not at all when the answer to COMMIT is lost', async () => {
      const clean = await observeClean(useCase);
      expect(commits(clean)).not.toEqual([]);
      for (const at of commits(clean)) await failAt(useCase, clean, { kind: 'reply-lost', at });
    });

    it('is done once, in a second run, when COMMIT meets a serialisation failure', async () => {
      const clean = await observeClean(useCase);
      for (const at of commits(clean)) {
        const call = await useCase.arrange(context);
        const retried = await observe(call, { kind: 'error', sqlState: '40001', at });
        expectSame(retried, clean, `at statement ${at}`);
        expect(retried.statements.length).toBeGreaterThan(clean.statements.length);
      }
    });
  });
});
