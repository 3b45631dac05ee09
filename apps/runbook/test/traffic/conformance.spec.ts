import { eventually } from '@couplekit/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workspace } from '../workspace.js';
import { startPlainRevision, type PlainRevision } from './plain-revision.js';
import { PLATFORMS, type Platform } from './platforms.js';
import { SteadyLoad } from './steady-load.js';

describe.each(PLATFORMS)('traffic on $name', ({ isThere, start }) => {
  let cleanUp: AsyncDisposableStack;
  let platform: Platform;
  let [blue, green]: PlainRevision[] = [];
  beforeEach(async () => {
    cleanUp = new AsyncDisposableStack();
    const workspace = cleanUp.use(await Workspace.create());
    blue = cleanUp.use(await startPlainRevision('blue'));
    green = cleanUp.use(await startPlainRevision('green'));
    platform = cleanUp.use(await start(workspace.folder, [blue, green]));
  });
  afterEach(() => cleanUp.disposeAsync());

  const shiftTo = async (shares: Readonly<Record<string, number>>) =>
    platform.port.shift(shares, (await platform.port.read()).etag);
  const answersOf = async (requests: number) => {
    const names: string[] = [];
    for (let n = 0; n < requests; n++) names.push(await (await fetch(platform.url)).text());
    return {
      blue: names.filter((name) => name === 'blue').length,
      green: names.filter((name) => name === 'green').length,
    };
  };

  // A program that npm does not bring.
  it.skipIf(!isThere)('begins with the first one, and knows both by their addresses', async () => {
    const { shares, urls, settled } = await platform.port.read();
    expect([shares, settled]).toEqual([{ blue: 100 }, true]);
    for (const name of ['blue', 'green']) expect(await (await fetch(urls[name] ?? '')).text()).toBe(name);
    expect(await answersOf(20)).toEqual({ blue: 20, green: 0 });
  });

  it.skipIf(!isThere)('is served as it was divided', async () => {
    // Both proxies go round by weight, so that of 100 requests each revision gets its share.
    for (const percent of [10, 50, 100]) {
      const state = await shiftTo({ blue: 100 - percent, green: percent });
      expect(state.shares).toEqual(
        percent === 100 ? { green: 100 } : { blue: 100 - percent, green: percent },
      );
      const served = await answersOf(100);
      expect(served.green).toBeGreaterThanOrEqual(percent - 3);
      expect(served.green).toBeLessThanOrEqual(percent + 3);
    }
  });

  it.skipIf(!isThere).each([
    ['less than all', { blue: 50, green: 40 }, 'not-whole'],
    ['more than all', { blue: 50, green: 60 }, 'not-whole'],
    ['parts of a percent', { blue: 99.5, green: 0.5 }, 'not-whole'],
    ['less than nothing', { blue: 110, green: -10 }, 'not-whole'],
    ['somebody unknown', { blue: 90, red: 10 }, /unknown-revision|refused/],
    ['words of its own', { 'blue weight 0;show info': 100 }, /unknown-revision|refused/],
  ])('refuses %s, and changes nothing', async (_, shares, reason) => {
    const before = await platform.port.read();
    const expected = expect.objectContaining({
      name: 'OperatorError',
      reason: expect.stringMatching(reason),
    });
    await expect(platform.port.check(shares as Record<string, number>)).rejects.toEqual(expected);
    await expect(platform.port.shift(shares as Record<string, number>, before.etag)).rejects.toEqual(
      expected,
    );
    expect(await platform.port.read()).toEqual(before);
  });

  it.skipIf(!isThere)('checks without changing anything', async () => {
    const before = await platform.port.read();
    await platform.port.check({ blue: 10, green: 90 });
    expect(await platform.port.read()).toEqual(before);
  });

  it.skipIf(!isThere)('is not divided by somebody who has not seen the last division', async () => {
    const { etag } = await platform.port.read();
    await platform.port.shift({ blue: 90, green: 10 }, etag);
    await expect(platform.port.shift({ green: 100 }, etag)).rejects.toMatchObject({ reason: 'moved' });
    expect((await platform.port.read()).shares).toEqual({ blue: 90, green: 10 });
  });

  it.skipIf(!isThere)(
    'leaves requests that were begun to who has them, and tells when they are done if it can',
    async () => {
      const slow = fetch(`${platform.url}/slow`);
      await eventually(() => blue?.waiting.length === 1);
      await shiftTo({ green: 100 });
      const drained = await platform.port.drained('blue');
      expect(drained === false || drained === undefined).toBe(true);
      blue?.waiting.shift()?.end('at last');
      expect(await (await slow).text()).toBe('at last');
      if (drained === false) await eventually(() => platform.port.drained('blue'));
    },
  );

  it.skipIf(!isThere)('drops nothing while it is promoted and rolled back three times', async () => {
    const load = new SteadyLoad(platform.url);
    const served = async (name: string) => {
      const before = load.tally.byRevision[name] ?? 0;
      await eventually(() => (load.tally.byRevision[name] ?? 0) > before + 20);
    };
    for (let cycle = 0; cycle < 3; cycle++) {
      for (const percent of [10, 50, 100]) {
        await shiftTo({ blue: 100 - percent, green: percent });
        await served('green');
      }
      await shiftTo({ blue: 100 });
      await served('blue');
    }
    const { dropped, byRevision } = await load.stop();
    expect(dropped).toEqual([]);
    expect(Object.keys(byRevision).toSorted()).toEqual(['blue', 'green']);
  });
});
