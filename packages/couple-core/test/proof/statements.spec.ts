import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RaterService } from '../../src/index.js';
import { joinedCouple } from '../couple-context.js';
import { answers, rating, USE_CASES } from './use-cases.js';
import { watchedContext, type WatchedContext } from './watched-context.js';

/** BEGIN, COMMIT and the attempt's own row included. */
const MOST_STATEMENTS = 9;

describe('the statements of a use case', () => {
  let context: WatchedContext;
  beforeAll(async () => void (context = await watchedContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  const statementsOf = async (call: () => Promise<unknown>) => (await context.faults.watch(call)).statements;
  const table = (lists: ReadonlyMap<string, readonly string[]>) =>
    [...lists]
      .map(
        ([name, sql]) =>
          `\n${sql.length}  ${name}${sql.map((one) => `\n     ${one.replaceAll(/\s+/g, ' ').slice(0, 100)}`).join('')}`,
      ) // prettier-ignore
      .join('');

  it(`are at most ${MOST_STATEMENTS}`, async () => {
    const lists = new Map<string, readonly string[]>();
    for (const { name, arrange } of USE_CASES.filter(({ refusal }) => !refusal)) {
      lists.set(name, await statementsOf(await arrange(context)));
    }
    const most = Math.max(...[...lists.values()].map(({ length }) => length));
    expect(most, table(lists)).toBeLessThanOrEqual(MOST_STATEMENTS);
    for (const [name, [...sql]] of lists) {
      expect(sql.length, name).toBeGreaterThan(2);
    }
  });

  it('are as many for one answer as for ninety-six', async () => {
    const lists = new Map<string, readonly string[]>();
    for (const items of [1, 10, 48]) {
      const { id, a } = await joinedCouple(context);
      const upsert = (value: number) => () => context.couples.upsertResponses(a, id, answers(value, items));
      lists.set(`first ${items}`, await statementsOf(upsert(1)));
      lists.set(`again ${items}`, await statementsOf(upsert(2)));
    }
    expect(new Set([...lists.values()].map(({ length }) => length)).size, table(lists)).toBe(1);
  });

  it('are as many for the first rater as for the thirtieth', async () => {
    const raters = context.app.get(RaterService);
    const { id, a } = await joinedCouple(context);
    const { raterToken } = await raters.issueRaterInvite(a, id, { maxRaters: 50 });
    const rate = () => raters.recordRating(raterToken, rating(1));
    const first = (await statementsOf(rate)).length;
    for (let n = 2; n < 30; n++) await rate();
    expect((await statementsOf(rate)).length).toBe(first);
  });
});
