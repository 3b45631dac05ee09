import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../src/index.js';
import { answers, coupleContext, joinedCouple, type CoupleContext } from '../couple-context.js';

/** What a writer would store, and what the test makes of it. */
interface Draft {
  packet: {
    inputs: { answers: Record<string, Record<string, number>> } & Record<string, unknown>;
    outputs: Record<string, unknown>;
    code_ref: string;
    model_id: string;
  };
  columns: { code_ref: string; model_id: string };
  /** What the result shows; undefined writes no result. */
  outputs: unknown;
  finished: boolean;
}

const REFUSED = { code: '23514' };

describe('a decision packet', () => {
  let context: CoupleContext;
  let computed: string;
  let whole: Draft['packet'];
  beforeAll(async () => {
    context = await coupleContext();
    const { id, a, b } = await joinedCouple(context);
    for (const partner of [a, b]) await context.couples.upsertResponses(partner, id, answers(2));
    await context.couples.computeResult(a, id);
    computed = id;
    const [row] = await context.dataSource.query<{ bytes: Buffer }[]>(
      'SELECT bytes FROM couple_decision_packet',
    );
    whole = JSON.parse(row?.bytes.toString() ?? '') as Draft['packet'];
  });
  afterAll(() => context[Symbol.asyncDispose]());

  /** Stores a draft in one transaction, in the order in which references between the rows allow it. */
  async function store(change: (draft: Draft) => unknown): Promise<void> {
    const { id } = await joinedCouple(context);
    const packet = structuredClone(whole);
    const { code_ref, model_id, outputs } = packet;
    const draft: Draft = {
      packet,
      columns: { code_ref, model_id },
      outputs: structuredClone(outputs),
      finished: true,
    };
    change(draft);
    await context.dataSource.transaction(async (manager) => {
      await manager.query('INSERT INTO couple_decision_packet SELECT $1, sha256($2), $2, $3, $4', [
        id,
        canonicalBytes(draft.packet),
        draft.columns.code_ref,
        draft.columns.model_id,
      ]);
      if (draft.outputs !== undefined) {
        await manager.query('INSERT INTO couple_result VALUES ($1, $2, $3)', [
          id,
          JSON.stringify(draft.outputs),
          '{}',
        ]);
      }
      await manager.query('UPDATE couple_session SET stage = 3, stage3_completed = $2 WHERE id = $1', [
        id,
        draft.finished,
      ]);
    });
  }

  it('that is whole is stored', async () => {
    await store(() => undefined);
  });

  it.each<[string, (draft: Draft) => unknown]>([
    ...['a_self', 'a_guess', 'b_self', 'b_guess'].flatMap((set): [string, (draft: Draft) => unknown][] => [
      [`${set} is missing`, ({ packet }) => delete packet.inputs.answers[set]],
      [`${set} lacks an item`, ({ packet }) => delete packet.inputs.answers[set]?.['SF1']],
      [
        `${set} is a list`,
        ({ packet }) => Object.assign(packet.inputs.answers, { [set]: Array.from({ length: 48 }, () => 2) }),
      ],
    ]),
    ['the k-state is missing', ({ packet }) => delete packet.inputs['k_state']],
    ['the stage-1 snapshot is missing', ({ packet }) => delete packet.inputs['stage1_snapshot']],
    ...['scales', 'deltas', 'flags', 'insights', 'top_delta_items', 'gap_summary'].map(
      (key): [string, (draft: Draft) => unknown] => [
        `the output ${key} is missing`,
        (draft) => {
          delete draft.packet.outputs[key];
          draft.outputs = draft.packet.outputs;
        },
      ],
    ),
    ['the build is another than the column says', ({ columns }) => (columns.code_ref = 'another')],
    ['the model is another than the column says', ({ columns }) => (columns.model_id = 'another')],
    [
      'the result shows something else',
      (draft) => (draft.outputs = { ...whole.outputs, flags: ['invented'] }),
    ],
    ['there is no result', (draft) => (draft.outputs = undefined)],
    ['the session is not finished', (draft) => (draft.finished = false)],
  ])('cannot be committed when %s', async (_, change) => {
    await expect(store(change)).rejects.toMatchObject(REFUSED);
  });

  it('cannot be taken away with its result while the session stays finished', async () => {
    const taken = context.dataSource.transaction(async (manager) => {
      await manager.query("SELECT set_config('couplekit.erasing', 'on', true)");
      await manager.query('DELETE FROM couple_result WHERE session_id = $1', [computed]);
      await manager.query('DELETE FROM couple_decision_packet WHERE session_id = $1', [computed]);
    });
    await expect(taken).rejects.toMatchObject(REFUSED);
  });

  it.each([
    `UPDATE couple_result SET outputs = '{}'`,
    'DELETE FROM couple_result',
    'DELETE FROM couple_decision_packet',
    'TRUNCATE couple_result',
    'TRUNCATE couple_decision_packet CASCADE',
  ])('and its result keep what they were given: %s', async (sql) => {
    await expect(context.dataSource.query(sql)).rejects.toThrow('keeps what it was given');
  });

  it('of an older writer gets no result but its own', async () => {
    const { id } = await joinedCouple(context);
    await context.dataSource.transaction(async (manager) => {
      await manager.query("SET LOCAL session_replication_role = 'replica'");
      await manager.query(
        `INSERT INTO couple_decision_packet SELECT $1, packet_sha256, bytes, code_ref, model_id
         FROM couple_decision_packet WHERE session_id = $2`,
        [id, computed],
      );
      await manager.query('UPDATE couple_session SET stage = 3, stage3_completed = true WHERE id = $1', [id]);
    });
    const show = (outputs: unknown) =>
      context.dataSource.query('INSERT INTO couple_result VALUES ($1, $2, $3)', [
        id,
        JSON.stringify(outputs),
        '{}',
      ]);
    await expect(show({ ...whole.outputs, flags: ['invented'] })).rejects.toMatchObject(REFUSED);
    await show(whole.outputs);
  });
});
