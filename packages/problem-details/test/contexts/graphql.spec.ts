import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import {
  Injectable,
  NotFoundException,
  UnauthorizedException,
  UseGuards,
  type CanActivate,
  type DynamicModule,
} from '@nestjs/common';
import { Args, GraphQLModule, Int, Query, Resolver } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, type AdapterName } from '@couplekit/testkit';
import { defineProblem } from '../../src/index.js';
import { BASE_URI, bootProblemApp, SECRET, type ProblemApp } from '../problem-app.js';
import { EXPECTED, VALUES } from '../thrown-values.js';

class StageInvalidError extends Error {
  constructor(readonly stage: number) {
    super(SECRET);
  }
}

const stageInvalid = defineProblem({
  slug: 'stage-invalid',
  status: 409,
  title: { en: 'Stage is finished', ko: '끝난 단계' },
  error: StageInvalidError,
  detail: ({ stage }) => ({ en: `Stage ${stage} is finished.`, ko: `${stage}단계는 끝났습니다.` }),
  extensions: ({ stage }) => ({ stage }),
});

@Injectable()
class Closed implements CanActivate {
  canActivate(): boolean {
    throw new UnauthorizedException();
  }
}

@Resolver()
class StageResolver {
  @Query(() => Int) ok(): number {
    return 1;
  }
  @Query(() => Int, { nullable: true }) stage(@Args('n', { type: () => Int }) n: number): number {
    throw new StageInvalidError(n);
  }
  @Query(() => Int, { nullable: true }) lost(): number {
    throw new NotFoundException('No such stage.');
  }
  @Query(() => Int, { nullable: true }) broken(): number {
    throw new Error(SECRET);
  }
  @Query(() => Int, { nullable: true }) @UseGuards(Closed) closed(): number {
    return 1;
  }
  @Query(() => Int, { nullable: true }) own(): number {
    throw new GraphQLError('For the client.', { extensions: { code: 'MINE', hint: 1 } });
  }
  @Query(() => Int, { nullable: true }) wrapped(): number {
    throw new GraphQLError(SECRET, { originalError: new Error(SECRET) });
  }
  @Query(() => Int, { nullable: true }) value(@Args('name') name: string): Promise<number> {
    throw VALUES[name];
  }
}

interface GraphQLAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path: readonly string[];
    readonly extensions: Readonly<Record<string, unknown>> & {
      readonly problem?: { readonly status: number };
    };
  }[];
}

const apollo = GraphQLModule.forRoot<ApolloDriverConfig>({
  driver: ApolloDriver,
  autoSchemaFile: true,
  graphiql: false,
  includeStacktraceInErrorResponses: true,
});

const mercurius = GraphQLModule.forRoot<MercuriusDriverConfig>({
  driver: MercuriusDriver,
  autoSchemaFile: true,
  graphiql: false,
});

const MATRIX: [string, AdapterName, DynamicModule][] = [
  ...ADAPTERS.map((adapter): [string, AdapterName, DynamicModule] => ['Apollo', adapter, apollo]),
  ['Mercurius', 'fastify', mercurius],
];

describe.each(MATRIX)('with %s on %s', (_driver, adapter, graphql) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      providers: [StageResolver],
      imports: [graphql],
      options: { problems: [stageInvalid] },
    });
  });
  afterAll(() => app.close());
  beforeEach(() => void (app.errors.length = 0));

  async function ask(query: string, language = 'en'): Promise<GraphQLAnswer> {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query }),
      headers: { 'content-type': 'application/json', 'accept-language': language },
    });
    const text = await response.text();
    expect(text).not.toContain(SECRET);
    expect(text).not.toMatch(/\.[jt]s:\d/);
    return JSON.parse(text) as GraphQLAnswer;
  }

  it('reports a domain error at its path, and serves the other fields', async () => {
    const answer = await ask('{ ok two: stage(n: 2) }');
    expect(answer.data).toEqual({ ok: 1, two: null });
    expect(answer.errors).toMatchObject([
      {
        message: 'Stage 2 is finished.',
        path: ['two'],
        extensions: {
          code: 'CONFLICT',
          problem: {
            type: `${BASE_URI}stage-invalid`,
            title: 'Stage is finished',
            status: 409,
            detail: 'Stage 2 is finished.',
            instance: '/graphql',
            stage: 2,
          },
        },
      },
    ]);
    expect(app.errors).toEqual([]);
  });

  it('speaks the language of the request', async () => {
    const { errors } = await ask('{ stage(n: 2) }', 'ko');
    expect(errors?.[0]).toMatchObject({
      message: '2단계는 끝났습니다.',
      extensions: { problem: { title: '끝난 단계' } },
    });
  });

  it.each([
    ['lost', 404, 'NOT_FOUND', 'No such stage.'],
    ['closed', 401, 'UNAUTHENTICATED', 'Valid credentials are needed.'],
    [
      'broken',
      500,
      'INTERNAL_SERVER_ERROR',
      'Something went wrong on our side. Try again later; if it stays, report the request id.',
    ],
    [
      'wrapped',
      500,
      'INTERNAL_SERVER_ERROR',
      'Something went wrong on our side. Try again later; if it stays, report the request id.',
    ],
  ])('reports %s as %i %s', async (field, status, code, message) => {
    const { errors } = await ask(`{ ${field} }`);
    expect(errors).toMatchObject([{ message, path: [field], extensions: { code, problem: { status } } }]);
    expect(app.errors).toHaveLength(status >= 500 ? 1 : 0);
  });

  it('passes an error on that the application made for GraphQL', async () => {
    const { errors } = await ask('{ own }');
    expect(errors?.[0]).toMatchObject({
      message: 'For the client.',
      path: ['own'],
      extensions: { code: 'MINE', hint: 1 },
    });
    expect(errors?.[0]?.extensions.problem).toBeUndefined();
  });

  it.each(Object.keys(VALUES))('survives %s and says nothing of it', async (name) => {
    const { errors } = await ask(`{ value(name: ${JSON.stringify(name)}) }`);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions.problem?.status).toBe(
      name === 'definition with broken functions' ? 500 : (EXPECTED[name] ?? 500),
    );
  });
});
