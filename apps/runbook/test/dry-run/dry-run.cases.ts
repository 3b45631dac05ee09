import { readFile } from 'node:fs/promises';
import { freePort } from '@couplekit/testkit';
import { beforeAll, expect, it } from 'vitest';
import { inDatabase } from '../in-database.js';
import { plantFault } from '../revisions/revision.js';
import type { Revisions } from '../rollout/staged.js';
import { Workspace } from '../workspace.js';

/** What `couplekit dry-run` does with two revisions. */
export function dryRunCases(given: () => Revisions): void {
  let revisions: Revisions;
  beforeAll(() => void (revisions = given()));

  const people = () => inDatabase(revisions.database.url, 'SELECT nickname FROM couple_participant');

  it('takes the journey on both, in turns, tells each request id, and leaves nothing behind', async () => {
    await using workspace = await Workspace.create();
    const { code, body } = await workspace.ask('pipeline', [
      'dry-run',
      revisions.green.url,
      '--stable',
      revisions.blue.url,
    ]);
    expect([code, body.passed, body.codeRef]).toEqual([0, true, 'green']);
    expect(body.journeys.map(({ name }: { name: string }) => name)).toEqual([
      'candidate',
      'stable → candidate',
      'candidate → stable',
    ]);
    for (const { steps, cleanedUp } of body.journeys) {
      expect(cleanedUp).toBe(true);
      expect(steps.map(({ step }: { step: string }) => step)).toEqual([
        'start', 'answer as A', 'join', 'answer as B', 'invite friends', 'rate as friend 1', 'rate as friend 2',
        'rate as friend 3', 'compute', 'read the result', 'read the state', 'share', 'open the shared page', 'load the card',
        'load the card again', 'read the report', 'erase', 'come back after erasing',
      ]); // prettier-ignore
      for (const { requestId } of steps) expect(requestId).toMatch(/^[\w-]{8,}$/);
    }
    const [, crossed] = body.journeys;
    expect(new Set(crossed.steps.slice(0, 4).map(({ target }: { target: string }) => target))).toEqual(new Set(['stable', 'candidate'])); // prettier-ignore
    expect(await people()).toEqual([]);
    const ledger = await readFile(workspace.ledger, 'utf8');
    const evidence = await readFile(workspace.path(`evidence/${body.evidence}.json`), 'utf8');
    expect(JSON.parse(ledger)).toMatchObject({ kind: 'dry-run', by: 'pipeline', facts: { passed: true, evidence: body.evidence, code_ref: 'green' } }); // prettier-ignore
    // Tokens are 43 characters of base64url.
    const { facts } = JSON.parse(ledger) as { facts: object };
    for (const text of [JSON.stringify(facts), evidence])
      expect(text).not.toMatch(/(?<![\w-])[\w-]{43}(?![\w-])/);
  });

  it('names the call of a bad revision that failed, and cleans up', async () => {
    await using workspace = await Workspace.create();
    await plantFault(revisions.green, 'no-results');
    const { code, body } = await workspace.ask('pipeline', ['dry-run', revisions.green.url]);
    await plantFault(revisions.green, 'none');
    const [journey] = body.journeys;
    expect([code, body.passed, journey.cleanedUp]).toEqual([1, false, true]);
    expect(journey.failed).toMatchObject({ step: 'compute', method: 'POST', route: '/api/couples/sessions/:session/compute', status: 500 }); // prettier-ignore
    expect(await people()).toEqual([]);
  });

  it('says which call has no answer where nothing listens', async () => {
    await using workspace = await Workspace.create();
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, out } = await workspace.run('pipeline', ['--lang', 'ko', 'dry-run', url]);
    expect(code).toBe(1);
    expect(out).toContain('✗ start: 0');
    expect(out).toContain('사전 점검에 실패했어요');
    expect((await workspace.run('pipeline', ['dry-run', 'ftp://x'])).code).toBe(64);
  });
}
