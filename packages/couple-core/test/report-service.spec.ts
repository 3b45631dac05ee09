import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ErasureService,
  ParticipantInvalidError,
  ReportService,
  SessionNotFoundError,
  StageIncompleteError,
  type Actor,
  type ReportOrder,
  type ReportSource,
} from '../src/index.js';
import { answers, auditEvents, coupleContext, joinedCouple, type CoupleContext } from './couple-context.js';

describe('ReportService', () => {
  let context: CoupleContext;
  let reports: ReportService;
  beforeAll(async () => {
    context = await coupleContext();
    reports = context.app.get(ReportService);
  });
  afterAll(() => context[Symbol.asyncDispose]());

  const order = <T>(make: (source: ReportSource) => T | Promise<T>): ReportOrder<T> => ({
    make,
    format: 'pdf',
    language: 'en',
    templateVersion: 7,
  });
  const types = async (id: string) => (await auditEvents(context.dataSource, id)).map(({ type }) => type);
  const answered = async () => {
    const couple = await joinedCouple(context);
    for (const partner of [couple.a, couple.b]) {
      await context.couples.upsertResponses(partner, couple.id, answers(1));
    }
    return couple;
  };
  const compared = async () => {
    const couple = await answered();
    return { ...couple, result: await context.couples.computeResult(couple.a, couple.id) };
  };

  it('makes a report of names and result, and records each', async () => {
    const { id, a, b, result } = await compared();
    expect(
      await reports.generateReport(
        a,
        id,
        order((source) => source),
      ),
    ).toEqual({
      participants: [
        { role: 'A', nickname: '하나' },
        { role: 'B', nickname: '두리' },
      ],
      result,
    });
    await reports.generateReport(
      b,
      id,
      order(() => 'again'),
    );
    const events = (await auditEvents(context.dataSource, id)).slice(-2);
    const facts = { format: 'pdf', language: 'en', template_version: 7, packet_sha256: result.packet.sha256 };
    expect(events).toMatchObject([
      { type: 'report.generated', actor: 'participant:A', facts: { role: 'A', ...facts } },
      { type: 'report.generated', actor: 'participant:B', facts: { role: 'B', ...facts } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/하나|두리/);
  });

  it('holds no connection while a report is made', async () => {
    const { id, a } = await compared();
    const url = String((context.dataSource.options as { readonly url?: string }).url);
    const database = { url, drop: () => Promise.resolve() };
    await using single = await coupleContext({ poolSize: 1, database });
    const made = single.app.get(ReportService).generateReport(
      a,
      id,
      order(() => single.dataSource.query<object[]>('SELECT 1 AS free')),
    );
    expect(await made).toEqual([{ free: 1 }]);
  });

  it('refuses before the result is computed', async () => {
    const { id, a } = await answered();
    await expect(
      reports.generateReport(
        a,
        id,
        order(() => 1),
      ),
    ).rejects.toThrow(StageIncompleteError);
    expect((await types(id)).at(-1)).toBe('error.stage-incomplete');
  });

  it.each<[string, Actor]>([
    ['a visitor', { kind: 'visitor' }],
    ['an operator', { kind: 'operator' }],
    ['the service', { kind: 'service' }],
    ['another couple', { kind: 'participant', sessionId: '00000000-0000-4000-8000-000000000000', role: 'A' }],
  ])('makes none for %s', async (_, actor) => {
    const { id } = await compared();
    let made = 0;
    const asked = reports.generateReport(
      actor,
      id,
      order(() => ++made),
    );
    await expect(asked).rejects.toThrow(ParticipantInvalidError);
    expect([made, await types(id)]).toEqual([0, expect.not.arrayContaining(['report.generated'])]);
  });

  it('records making that fails, and lets the error through', async () => {
    const { id, a } = await compared();
    const broken = new RangeError('no such font');
    const asked = reports.generateReport(
      a,
      id,
      order(() => Promise.reject(broken)),
    );
    await expect(asked).rejects.toBe(broken);
    expect((await types(id)).slice(-2)).toEqual(['result.computed', 'error.internal']);
  });

  it('hands nothing out that could not be recorded', async () => {
    const { id, a } = await compared();
    await context.dataSource.query(`CREATE FUNCTION refuse_report() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'injected'; END $$`);
    await context.dataSource.query(`CREATE TRIGGER refuse_report BEFORE INSERT ON couple_audit_event
      FOR EACH ROW WHEN (NEW.type = 'report.generated') EXECUTE FUNCTION refuse_report()`);
    try {
      await expect(
        reports.generateReport(
          a,
          id,
          order(() => 'made'),
        ),
      ).rejects.toThrow('injected');
    } finally {
      await context.dataSource.query('DROP FUNCTION refuse_report CASCADE');
    }
    expect((await types(id)).slice(-2)).toEqual(['result.computed', 'error.internal']);
  });

  it('hands nothing out of what was erased while it was made', async () => {
    const { id, a } = await compared();
    const erase = () => context.app.get(ErasureService).eraseSession({ kind: 'operator' }, id);
    await expect(reports.generateReport(a, id, order(erase))).rejects.toThrow(SessionNotFoundError);
    await expect(
      reports.generateReport(
        a,
        id,
        order(() => 1),
      ),
    ).rejects.toThrow(SessionNotFoundError);
  });

  it('is not made of a session that has expired', async () => {
    const { id, a } = await compared();
    await context.dataSource.query("UPDATE couple_session SET expires_at = now() - interval '1 s' WHERE id = $1", [id]); // prettier-ignore
    let made = 0;
    await expect(
      reports.generateReport(
        a,
        id,
        order(() => ++made),
      ),
    ).rejects.toThrow(SessionNotFoundError);
    expect(made).toBe(0);
  });

  it('hands nothing out of a result that was removed while it was made', async () => {
    const { id, a } = await compared();
    const remove = () =>
      context.dataSource.transaction(async (manager) => {
        await manager.query("SELECT set_config('couplekit.erasing', 'on', true)");
        await manager.query('DELETE FROM couple_decision_packet WHERE session_id = $1', [id]);
        await manager.query('UPDATE couple_session SET stage3_completed = false WHERE id = $1', [id]);
      });
    await expect(reports.generateReport(a, id, order(remove))).rejects.toThrow(StageIncompleteError);
  });
});
