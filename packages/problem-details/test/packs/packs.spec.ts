import { Controller, Get, HttpException } from '@nestjs/common';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, bootApp } from '@couplekit/testkit';
import {
  defineProblem,
  idempotencyPack,
  postgresPack,
  ProblemDetailsModule,
  ProblemException,
  ProblemRegistry,
  terminusPack,
  throttlerPack,
  type ProblemPack,
} from '../../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from '../problem-app.js';

class RegisteredError extends Error {}

const own = defineProblem({
  slug: 'own',
  status: 409,
  title: { en: 'Own', ko: '우리' },
  error: RegisteredError,
});
const ofPack = defineProblem({ slug: 'of-pack', status: 418, title: { en: 'Of a pack', ko: '묶음' } });

let thrown: unknown;
let calls: string[] = [];

@Controller()
class ThrowController {
  @Get('throw') throw() {
    throw thrown;
  }
}

function pack(name: string, read: ProblemPack['read'], rest: Partial<ProblemPack> = {}): ProblemPack {
  return {
    name,
    ...rest,
    read(value, lost) {
      calls.push(name);
      return read(value, lost);
    },
  };
}

const PACKS: readonly ProblemPack[] = [
  pack('throws', () => {
    throw new Error(SECRET);
  }),
  pack('no-error', () => ({ status: 200 })),
  pack('nothing', () => undefined),
  pack('knows', (value) => (value instanceof RangeError ? { status: 418, definition: ofPack } : undefined), {
    problems: [ofPack],
  }),
  pack('late', (value) => (value instanceof HttpException ? { status: 451 } : undefined)),
];

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [ThrowController],
      options: { problems: [own], packs: PACKS },
    });
  });
  afterAll(() => app.close());
  beforeEach(() => {
    calls = [];
    app.errors.length = 0;
  });

  it('asks the packs in order until one knows, and passes over those that fail', async () => {
    thrown = new RangeError(SECRET);
    const answer = await fetchProblem(`${app.url}/throw`);
    expect(answer.body).toMatchObject({ type: `${BASE_URI}of-pack`, status: 418, title: 'Of a pack' });
    expect(calls).toEqual(['throws', 'no-error', 'nothing', 'knows']);
    expect(answer.text).not.toContain(SECRET);
    expect(app.errors.map(([error]) => (error as Error).message)).toEqual([
      'The problem pack "throws" failed and was passed over.',
      'The problem pack "no-error" failed and was passed over.',
    ]);
  });

  it('asks them before it looks at exceptions of Nest, and after the registered error classes', async () => {
    thrown = new HttpException('No.', 409);
    expect((await fetchProblem(`${app.url}/throw`)).status).toBe(451);
    calls = [];
    thrown = new RegisteredError();
    expect((await fetchProblem(`${app.url}/throw`)).body.type).toBe(`${BASE_URI}own`);
    expect(calls).toEqual([]);
  });

  it('does not ask them about a problem that was thrown as such', async () => {
    thrown = new ProblemException(410, { cause: new RangeError() });
    expect((await fetchProblem(`${app.url}/throw`)).status).toBe(410);
    expect(calls).toEqual([]);
  });

  it('answers what no pack knows as before', async () => {
    thrown = new Error(SECRET);
    const answer = await fetchProblem(`${app.url}/throw`);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain(SECRET);
  });

  it.each<[string, readonly ProblemPack[]]>([
    ['packs[0] needs a kebab-case name', [pack('Not kebab', () => undefined)]],
    ['pack "x" needs a function "read"', [{ name: 'x' } as unknown as ProblemPack]],
    ['pack "nothing" is given twice', [pack('nothing', () => undefined), pack('nothing', () => undefined)]],
    [
      'problem "own" is registered twice',
      [pack('x', () => undefined, { problems: [{ ...own, status: 400 }] })],
    ],
    [
      'needs a title in "ko"',
      [pack('x', () => undefined, { problems: [{ ...ofPack, title: { en: 'x', ko: '' } }] })],
    ],
  ])('does not start when %s', async (message, packs) => {
    const starting = bootApp({
      adapter,
      module: {
        module: class BrokenRoot {},
        imports: [ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [own], packs })],
      },
    });
    await expect(starting).rejects.toThrow(message);
  });
});

it('registers the problems of packs, each once', () => {
  const packs = [
    pack('a', () => undefined, { problems: [ofPack, own] }),
    pack('b', () => undefined, { problems: [ofPack] }),
  ];
  expect(new ProblemRegistry({ baseUri: BASE_URI, problems: [own], packs }).problems).toEqual([own, ofPack]);
});

describe('the packs of this package', () => {
  const ours = [postgresPack({ ports: [1] }), throttlerPack(), idempotencyPack(), terminusPack()];

  it('know nothing of values that have nothing to do with them', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withNullPrototype: true }),
        fc.dictionary(fc.string(), fc.anything()),
        (value, headers) => {
          for (const each of ours) expect(each.read(value, { headers })).toBeUndefined();
        },
      ),
    );
  });

  it('survive causes that go round in circles', () => {
    const one: Error & { cause?: unknown } = new Error('one');
    one.cause = Object.assign(new AggregateError([one, one]), { driverError: one, original: one });
    for (const each of ours) expect(each.read(one)).toBeUndefined();
  });

  it('do not take the error code of something else for a SQLSTATE', () => {
    const [postgres] = ours;
    expect(postgres?.read(Object.assign(new Error('x'), { code: 'EPIPE' }))).toBeUndefined();
    expect(postgres?.read(Object.assign(new Error('x'), { code: '23505' }))).toBeUndefined();
    expect(
      postgres?.read(new HttpException('x', 400, { cause: { code: '23505', severity: 'ERROR' } })),
    ).toBeUndefined();
  });

  it.each(['driverError', 'cause', 'original'])('find the error of a driver under %s', (name) => {
    const [postgres] = ours;
    const wrapped = { [name]: { code: '23505', severity: 'ERROR' } };
    expect(postgres?.read(wrapped)).toMatchObject({ status: 409 });
    expect(postgres?.read(new Error('outer', { cause: wrapped }))).toMatchObject({ status: 409 });
  });
});
