import { extent, provenChains, provenPackets } from '@couplekit/testkit';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { coupleContext, type CoupleContext } from '../couple-context.js';
import { fourSets, sessionView, type State } from './couple-model.js';
import { anyBatches, type Command } from './model-commands.js';
import { replay } from './model-replay.js';
import { ModelRun, type KnownSession } from './model-run.js';

const SYSTEM_CHAIN = '00000000-0000-0000-0000-000000000000';

let context: CoupleContext;
beforeAll(async () => void (context = await coupleContext()));
afterAll(() => context[Symbol.asyncDispose]());

/** Half of all runs begin where the interesting stages are near. */
const opening = (answered: boolean): readonly (readonly Command[])[] => {
  const all: [{ base: number; step: number; flaw: 'none' }, number] = [{ base: 1, step: 1, flaw: 'none' }, 48]; // prettier-ignore
  const upsert = (by: 'A' | 'B'): Command => ({ kind: 'upsert', session: 0, by, stage: 2, again: false, self: all, guess: all }); // prettier-ignore
  return [
    [{ kind: 'create', k: 2 }, { kind: 'create', k: 3 }],
    [{ kind: 'invite', session: 0, by: 'A', max: 3 }, { kind: 'invite', session: 1, by: 'A', max: 2 }],
    ...(answered ? [[upsert('A'), upsert('B')]] : []),
  ]; // prettier-ignore
};

/** Everything a partner can see, asked for when all is quiet. */
const closing = (sessions: readonly KnownSession[]): readonly Command[] =>
  sessions.flatMap((_, session) =>
    (['A', 'B'] as const).flatMap((by) =>
      (['session', 'responses', 'result'] as const).map((what) => ({ kind: 'read' as const, session, by, what })),
    ),
  ); // prettier-ignore

it('answers simultaneous calls as if they had come one after the other, by the rules', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), anyBatches, async (answered, batches) => {
      const run = new ModelRun(context);
      await run.runAll([...opening(answered), ...batches]);
      await run.runBatch(closing(run.sessions));
      const ids = run.sessions.map(({ id }) => id);
      const chains = await provenChains(context.dataSource, [...ids, SYSTEM_CHAIN]);
      const digests = await provenPackets(context.dataSource, ids);
      for (const session of run.sessions) {
        const own = run.done.filter((one) => one.session === session);
        const end = replay(own, chains.get(session.id) ?? [], chains.get(SYSTEM_CHAIN) ?? []);
        await expectRows(session.id, end);
        expect(digests.has(session.id)).toBe(end.done);
      }
    }),
    { numRuns: extent(30, 100) },
  );
});

/** The rows that no answer shows, and the inputs of the packet. */
async function expectRows(id: string, state: State): Promise<void> {
  const [row] = await context.dataSource.query<Record<string, unknown>[]>(
    `SELECT (SELECT json_object_agg(encode(rater_key_sha256, 'hex'), answers) FROM couple_rating WHERE session_id = $1) AS ratings,
       (SELECT count(*)::int FROM couple_access_token WHERE session_id = $1) AS tokens,
       (SELECT json_object_agg(id, revoked_at IS NULL) FROM couple_share WHERE session_id = $1) AS shares,
       (SELECT convert_from(bytes, 'UTF8')::json -> 'inputs' FROM couple_decision_packet WHERE session_id = $1) AS inputs`,
    [id],
  );
  const ratings = Object.entries(state.ratings).map(([key, { values }]) => [sha256(key), values]);
  const shares = Object.entries(state.shares).map(([share, { open }]) => [share, open]);
  const { kThreshold, kCurrent, visibilityWanted, stageOneSnapshot } = sessionView(state);
  const visible = visibilityWanted && kCurrent >= kThreshold;
  expect(row).toEqual({
    ratings: ratings.length > 0 ? Object.fromEntries(ratings) : null,
    tokens: state.used ? 2 : 1,
    shares: shares.length > 0 ? Object.fromEntries(shares) : null,
    inputs: state.done
      ? {
          answers: fourSets(state),
          k_state: { threshold: kThreshold, current: kCurrent, visible },
          stage1_snapshot: stageOneSnapshot,
        }
      : null,
  });
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
