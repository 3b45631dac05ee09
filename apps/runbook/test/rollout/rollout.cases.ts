import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { inDatabase } from '../in-database.js';
import { Staged, type Revisions } from './staged.js';

const BAD = { blue: { requests: 20_000 }, green: { requests: 20_000, failures: 4_000 } };

/** What `couplekit rollout` does with two revisions. */
export function rolloutCases(given: () => Revisions): void {
  let revisions: Revisions;
  beforeAll(() => void (revisions = given()));
  const people = () => inDatabase(revisions.database.url, 'SELECT nickname FROM couple_participant');

  it('gives a good release everything, step by step, and leaves nothing behind', async () => {
    await using staged = await Staged.create(revisions);
    const release = await staged.approved();
    const { code, body } = await staged.workspace.ask('pipeline', ['rollout', release], staged.env);
    expect([code, body]).toEqual([0, expect.objectContaining({ release, outcome: 'completed' })]);
    const entries = await staged.entries();
    const steps = entries.filter(({ kind }) => ['rollout.shift.done', 'rollout.promoted'].includes(kind));
    expect(steps.map(({ kind, facts }) => [kind, facts['step'], facts['shares']])).toEqual([
      ['rollout.shift.done', 10, { blue: 90, green: 10 }],
      ['rollout.promoted', 10, undefined],
      ['rollout.shift.done', 50, { blue: 50, green: 50 }],
      ['rollout.promoted', 50, undefined],
      ['rollout.shift.done', 100, { green: 100 }],
      ['rollout.promoted', 100, undefined],
    ]);
    expect((await staged.platform.port.read()).shares).toEqual({ green: 100 });
    expect(entries.at(-1)).toMatchObject({
      kind: 'rollout.completed',
      facts: { proven: 'green', cleaned_up: true },
    });
    expect(await people()).toEqual([]);
    const { code: again } = await staged.workspace.run('pipeline', ['rollout', release], staged.env);
    expect(again).toBe(0);
  });

  it('takes a bad release back, looks at what it may have left, and writes the report', async () => {
    await using staged = await Staged.create(revisions, { rates: BAD });
    const release = await staged.approved();
    const { code, body } = await staged.workspace.ask('pipeline', ['rollout', release], staged.env);
    expect([code, body.outcome]).toEqual([3, 'rolled-back']);
    expect((await staged.platform.port.read()).shares).toEqual({ blue: 100 });
    const entries = await staged.entries();
    expect(entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('rollback'))).toEqual([
      'rollback.started',
      'rollback.shifted',
      'rollback.drained',
      'rollback.packets',
      'rollback.verified',
      'rollback.completed',
    ]);
    const facts = Object.assign({}, ...entries.filter(({ kind }) => kind.startsWith('rollback')).map((entry) => entry.facts));
    expect(facts).toMatchObject({ by: 'judges', served: { blue: 100 }, drained: true, damaged: 0, unchanged: 3, cleaned_up: true }); // prettier-ignore
    expect(await people()).toEqual([]);
    for (const [language, words] of [['ko', ['# 후속 보고서:', '시간순 기록', '채워 주세요']], ['en', ['# Follow-up of r-test', 'Timeline', 'to be filled in']]] as const) {
      const report = await readFile(staged.workspace.path(`follow-up.r-test.${language}.md`), 'utf8');
      for (const word of words) expect(report).toContain(word);
      expect(report).toMatch(/\| 10 % \| \d+\.\d s \| \d{3,} \| \d{2,} \|/);
    }
    const { out } = await staged.workspace.run('pipeline', ['--lang', 'ko', 'report', release]);
    expect(out).toContain('되돌리기 완료');

    expect((await staged.workspace.run('pipeline', ['rollout', release], staged.env)).code).toBe(3);
    expect((await staged.platform.port.read()).shares).toEqual({ blue: 100 });
    expect((await staged.entries()).length).toBe(entries.length);
    const second = await staged.approved('r-again').catch((error: Error) => error.message);
    expect(second).toBe('not approved: 1');
  }); // prettier-ignore

  it('rolls back what has no metrics', async () => {
    await using staged = await Staged.create(revisions, { rates: { blue: { requests: 20_000 } } });
    const release = await staged.approved();
    expect((await staged.workspace.run('pipeline', ['rollout', release], staged.env)).code).toBe(3);
    expect((await staged.platform.port.read()).shares).toEqual({ blue: 100 });
  });

  it('holds what is inconclusive, goes on where it stopped, and goes back when it is told to', async () => {
    const few = { blue: { requests: 3 }, green: { requests: 3 } };
    await using staged = await Staged.create(revisions, { rates: few });
    const release = await staged.approved();
    const stopping = new AbortController();
    const first = staged.workspace.ask('pipeline', ['rollout', release], staged.env, stopping.signal);
    const looks = async () => (await staged.entries()).filter(({ kind }) => kind === 'rollout.looked').length;
    await expect.poll(looks, { timeout: 90_000 }).toBeGreaterThan(2);
    stopping.abort();
    expect(await first).toMatchObject({ code: 2, body: { outcome: 'waiting' } });
    expect((await staged.platform.port.read()).shares).toEqual({ blue: 90, green: 10 });
    const before = await looks();
    const running = staged.workspace.ask('pipeline', ['rollout', release], staged.env);
    await expect.poll(looks, { timeout: 90_000 }).toBeGreaterThan(before);
    const other = await staged.workspace.ask(
      'approver',
      ['rollback', release, '--reason', 'a call from a partner'],
      staged.env,
    );
    expect([other.code, (await running).code]).toEqual([3, 3]);
    const entries = await staged.entries();
    expect(entries.filter(({ kind }) => kind === 'rollout.started')).toHaveLength(1);
    expect(entries.find(({ kind }) => kind === 'rollback.started')?.facts).toMatchObject({ by: 'operator', why: { en: 'a call from a partner' } }); // prettier-ignore
  });

  it('waits for approval, and starts nothing beside a release that is not finished', async () => {
    await using staged = await Staged.create(revisions);
    const release = await staged.approved();
    await staged.append('requester', { ...(await staged.entries())[0], release: 'r-open' } as never);
    const waiting = { code: 2, err: 'couplekit: r-open is not approved as: service.\n' };
    const start = () => staged.workspace.run('pipeline', ['rollout', 'r-open'], staged.env);
    expect(await start()).toMatchObject(waiting);
    const request = (await staged.entries()).find((entry) => entry.release === 'r-open')?.hash;
    const approve = (expires: number) => {
      const facts = { request, roles: ['service'], expires_at: new Date(Date.now() + expires).toISOString() };
      return staged.append('approver', { kind: 'release.approved', release: 'r-open', facts });
    };
    await approve(-1);
    expect(await start()).toMatchObject(waiting);
    expect((await staged.workspace.run('requester', ['approve', release])).err).toContain('Whoever asks does not approve.'); // prettier-ignore
    expect((await staged.workspace.run('pipeline', ['approve', release])).err).toContain(
      'has none of the roles',
    );
    expect((await staged.workspace.run('pipeline', ['rollout', 'r-none'], staged.env)).code).toBe(64);
    expect((await staged.workspace.run('pipeline', ['rollout', release])).err).toContain(
      'DATABASE_URL is not set',
    );
    await staged.append('pipeline', { kind: 'rollout.started', release: 'r-open', facts: {} });
    const beside = await staged.workspace.run('pipeline', ['rollout', release], staged.env);
    expect(beside).toMatchObject({ code: 1, err: 'couplekit: r-open is not finished.\n' });
  });

  it('does not start with evidence that somebody touched', async () => {
    await using staged = await Staged.create(revisions);
    const { workspace, platform, env } = staged;
    const sha256 = 'c'.repeat(64);
    await mkdir(workspace.path('evidence'), { recursive: true });
    await writeFile(workspace.path(`evidence/${sha256}.json`), '{"passed":true}\n');
    const id = await Staged.approve(workspace, { files: [sha256] });
    const { code, err } = await workspace.run('pipeline', ['rollout', id], env);
    expect([code, err]).toEqual([1, `couplekit: The evidence ${sha256} was changed.\n`]);
    expect((await platform.port.read()).shares).toEqual({ blue: 100 });
  });

  it('touches nothing when traffic is not where it was said to be, or moves meanwhile', async () => {
    await using staged = await Staged.create(revisions);
    const release = await staged.approved();
    const { port } = staged.platform;
    await port.shift({ blue: 50, green: 50 }, (await port.read()).etag);
    const refused = await staged.workspace.run('pipeline', ['rollout', release], staged.env);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining('All traffic must go to blue first'),
    ]);
    expect((await port.read()).shares).toEqual({ blue: 50, green: 50 });
    expect((await staged.entries()).map(({ kind }) => kind)).toEqual([
      'release.requested',
      'release.approved',
    ]);
  });

  it('is not complete when couples are not as they were, and tries again', async () => {
    await using staged = await Staged.create(revisions, { rates: BAD });
    const release = await staged.approved();
    const running = staged.workspace.ask('pipeline', ['rollout', release], staged.env);
    await expect.poll(async () => (await staged.entries()).some(({ kind }) => kind === 'rollout.started'), { timeout: 90_000 }).toBe(true); // prettier-ignore
    await inDatabase(revisions.database.url, 'UPDATE couple_session SET k_current = 0 WHERE k_current = 1');
    const { code, body } = await running;
    expect([code, body.outcome]).toEqual([4, 'rollback-incomplete']);
    const last = (await staged.entries()).find(({ kind }) => kind === 'rollback.incomplete');
    expect(JSON.stringify(last?.facts['problems'])).toContain('below k');
    expect((await staged.platform.port.read()).shares).toEqual({ blue: 100 });
    const again = await staged.workspace.run(
      'approver',
      ['rollback', release, '--reason', 'again'],
      staged.env,
    );
    expect(again.code).toBe(4);
    const attempts = (await staged.entries()).filter(({ kind }) => kind === 'rollback.incomplete');
    expect(attempts.map(({ facts }) => facts['attempt'])).toEqual([1, 2]);
    await inDatabase(revisions.database.url, 'DELETE FROM couple_participant');
  });
}
