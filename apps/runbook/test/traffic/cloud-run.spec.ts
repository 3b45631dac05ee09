import { inspect } from 'node:util';
import { freePort } from '@couplekit/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CloudRunTraffic, type CloudRunOptions } from '../../src/traffic/cloud-run-traffic.js';
import { FakeCloudRun } from './fake-cloud-run.js';
import { startPlainRevision } from './plain-revision.js';

describe('Cloud Run', () => {
  let cleanUp: AsyncDisposableStack;
  let fake: FakeCloudRun;
  beforeEach(async () => {
    cleanUp = new AsyncDisposableStack();
    const revisions = [
      cleanUp.use(await startPlainRevision('blue')),
      cleanUp.use(await startPlainRevision('green')),
    ];
    fake = cleanUp.use(await FakeCloudRun.start(revisions));
  });
  afterEach(() => cleanUp.disposeAsync());
  const trafficOf = (options: Partial<CloudRunOptions> = {}) =>
    new CloudRunTraffic({ ...fake.access, endpoint: fake.endpoint, token: () => Promise.resolve(fake.token), pollEveryMs: 5, ...options }); // prettier-ignore
  const patches = () => fake.calls.filter((call) => call.startsWith('PATCH'));

  it('asks again where that is safe, and shifts once', async () => {
    const traffic = trafficOf();
    fake.failures.push(503, 429);
    const { etag } = await traffic.read();
    fake.polls = 4;
    await traffic.shift({ blue: 50, green: 50 }, etag);
    expect(patches()).toHaveLength(1);
    fake.failures.push(403);
    await expect(traffic.read()).rejects.toMatchObject({ reason: 'refused', message: 'The platform refuses: PERMISSION_DENIED, as planted.' }); // prettier-ignore
  });

  it('validates on the platform, without a change', async () => {
    await trafficOf().check({ green: 100 });
    expect(patches()).toEqual([expect.stringContaining('updateMask=traffic&validateOnly=true')]);
  });

  it('keeps the tags of revisions that get nothing', async () => {
    const traffic = trafficOf();
    await traffic.shift({ green: 100 }, (await traffic.read()).etag);
    expect(Object.keys((await traffic.read()).urls).toSorted()).toEqual(['blue', 'green']);
  });

  it('tells of an operation that ended badly, and of one that does not end', async () => {
    const traffic = trafficOf();
    fake.operationError = { code: 9, message: 'The revision is not ready.' };
    await expect(traffic.shift({ green: 100 }, (await traffic.read()).etag)).rejects.toMatchObject({ reason: 'refused', detail: 'The revision is not ready.' }); // prettier-ignore
    fake.polls = 1_000_000;
    const impatient = trafficOf({ settleWithinMs: 30 });
    await expect(impatient.shift({ green: 100 }, (await traffic.read()).etag)).rejects.toMatchObject({ reason: 'unsettled' }); // prettier-ignore
    expect((await traffic.read()).settled).toBe(false);
  });

  it('has its token in no error', async () => {
    const wrong = trafficOf({ token: () => Promise.resolve('ya29.secret') });
    const refused = await wrong.read().catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({
      reason: 'refused',
      detail: 'UNAUTHENTICATED, Request had invalid credentials',
    });
    const nowhere = trafficOf({ endpoint: `http://127.0.0.1:${await freePort()}`, token: () => Promise.resolve('ya29.secret') }); // prettier-ignore
    const unreachable = await nowhere.read().catch((error: unknown) => error as Error);
    expect(unreachable).toMatchObject({ reason: 'unreachable' });
    for (const error of [refused, unreachable]) expect(inspect(error, { depth: null })).not.toContain('secret'); // prettier-ignore
  });
});
