import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes, ITEMS } from '../../src/index.js';
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
  finished: boolean;
}
type Change = (draft: Draft) => unknown;

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

  /** Stores a draft in one transaction. */
  async function store(
    change: Change,
    order: 'packet first' | 'session first' = 'packet first',
  ): Promise<void> {
    const { id } = await joinedCouple(context);
    const packet = structuredClone(whole);
    const { code_ref, model_id } = packet;
    const draft: Draft = { packet, columns: { code_ref, model_id }, finished: true };
    change(draft);
    const { columns, finished } = draft;
    const statements: [string, unknown[]][] = [
      ['INSERT INTO couple_decision_packet SELECT $1, sha256($2), $2, $3, $4', [id, canonicalBytes(draft.packet), columns.code_ref, columns.model_id]],
      ['UPDATE couple_session SET stage = 3, stage3_completed = $2 WHERE id = $1', [id, finished]],
    ]; // prettier-ignore
    if (order === 'session first') statements.reverse();
    await context.dataSource.transaction(async (manager) => {
      for (const statement of statements) await manager.query(...statement);
    });
  }

  it.each(['packet first', 'session first'] as const)('that is whole is stored, %s', async (order) => {
    await store(() => undefined, order);
  });

  it.each<[string, Change]>([
    ...['a_self', 'a_guess', 'b_self', 'b_guess'].flatMap((set): [string, Change][] => [
      [`${set} is missing`, ({ packet }) => delete packet.inputs.answers[set]],
      [`${set} lacks an item`, ({ packet }) => delete packet.inputs.answers[set]?.['SF1']],
      [
        `${set} has one item more`,
        ({ packet }) => Object.assign(packet.inputs.answers[set] ?? {}, { SF7: 2 }),
      ],
      [
        `${set} has another item instead`,
        ({ packet }) => {
          delete packet.inputs.answers[set]?.['SF6'];
          Object.assign(packet.inputs.answers[set] ?? {}, { SF7: 2 });
        },
      ],
      ...[null, 2, 'SF1', [], ITEMS.map(({ code }) => code)].map((odd): [string, Change] => [
        `${set} is ${JSON.stringify(odd).slice(0, 9)}`,
        ({ packet }) => Object.assign(packet.inputs.answers, { [set]: odd }),
      ]),
    ]),
    ['the k-state is missing', ({ packet }) => delete packet.inputs['k_state']],
    ['the k-state is no object', ({ packet }) => (packet.inputs['k_state'] = null)],
    ['the inputs are missing', ({ packet }) => Object.assign(packet, { inputs: null })],
    [
      'the outputs are a list',
      ({ packet }) => Object.assign(packet, { outputs: Object.keys(packet.outputs) }),
    ],
    ['it is a list', (draft) => Object.assign(draft, { packet: [] })],
    ['it is null', (draft) => Object.assign(draft, { packet: null })],
    ['the stage-1 snapshot is missing', ({ packet }) => delete packet.inputs['stage1_snapshot']],
    ...['scales', 'deltas', 'flags', 'insights', 'top_delta_items', 'gap_summary'].map(
      (key): [string, Change] => [`the output ${key} is missing`, ({ packet }) => delete packet.outputs[key]],
    ),
    ['the build is another than the column says', ({ columns }) => (columns.code_ref = 'another')],
    ['the build is missing', ({ packet }) => Object.assign(packet, { code_ref: null })],
    ['the model is another than the column says', ({ columns }) => (columns.model_id = 'another')],
    ['the model is missing', ({ packet }) => Object.assign(packet, { model_id: null })],
  ])('cannot be stored when %s', async (_, change) => {
    await expect(store(change)).rejects.toMatchObject({
      ...REFUSED,
      constraint: 'couple_decision_packet_whole',
    });
  });

  it.each(ITEMS)('cannot be stored without $code', async ({ code }) => {
    await expect(
      store(({ packet }) => delete packet.inputs.answers['b_guess']?.[code]),
    ).rejects.toMatchObject(REFUSED);
  });

  it('cannot be committed when the session is not finished', async () => {
    await expect(store((draft) => (draft.finished = false))).rejects.toMatchObject({
      ...REFUSED,
      constraint: 'couple_session_finished_with_packet',
    });
  });

  it('cannot be stored when it is no JSON', async () => {
    const { id } = await joinedCouple(context);
    const stored = context.dataSource.query(
      `INSERT INTO couple_decision_packet SELECT $1, sha256('{'), '{', 'x', 'y'`,
      [id],
    );
    await expect(stored).rejects.toMatchObject({ code: '22P02' });
  });

  it('cannot be taken away while the session stays finished', async () => {
    const taken = context.dataSource.transaction(async (manager) => {
      await manager.query("SELECT set_config('couplekit.erasing', 'on', true)");
      await manager.query('DELETE FROM couple_decision_packet WHERE session_id = $1', [computed]);
    });
    await expect(taken).rejects.toMatchObject(REFUSED);
  });

  it('is checked even where triggers are switched off', async () => {
    const stored = context.dataSource.transaction(async (manager) => {
      await manager.query("SET LOCAL session_replication_role = 'replica'");
      await manager.query(
        `INSERT INTO couple_decision_packet SELECT gen_random_uuid(), sha256('{}'), '{}', 'x', 'y'`,
      );
    });
    await expect(stored).rejects.toMatchObject(REFUSED);
  });

  it.each([
    `UPDATE couple_decision_packet SET code_ref = 'another'`,
    'DELETE FROM couple_decision_packet',
    'TRUNCATE couple_decision_packet',
    'TRUNCATE couple_session CASCADE',
  ])('keeps what it was given: %s', async (sql) => {
    await expect(context.dataSource.query(sql)).rejects.toThrow('keeps what it was given');
  });
});
