import { Controller, Get, HttpException, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { ADAPTERS, bootApp } from '@couplekit/testkit';
import {
  defineProblem,
  ProblemDetailsModule,
  ProblemRegistry,
  type ProblemDetailsOptions,
} from '../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem } from './problem-app.js';

@Controller()
class ThrowController {
  @Get('throw') throw() {
    throw new HttpException({}, 404);
  }
}

const lost = defineProblem({ slug: 'lost', status: 404, title: { en: 'Lost', ko: '길 잃음' } });

@Module({ providers: [{ provide: 'URI', useValue: 'https://async.example/' }], exports: ['URI'] })
class ConfigModule {}

describe.each(ADAPTERS)('on %s', (adapter) => {
  it('takes options from a factory', async () => {
    await using app = await bootProblemApp(adapter, {
      module: {
        module: class AsyncRoot {},
        imports: [
          ProblemDetailsModule.forRootAsync({
            imports: [ConfigModule],
            inject: ['URI'],
            useFactory: (baseUri: string): ProblemDetailsOptions => ({
              baseUri,
              problems: [lost],
              statusProblems: { 404: 'lost' },
            }),
          }),
        ],
        controllers: [ThrowController],
      },
    });
    for (const path of ['/throw', '/nowhere']) {
      expect((await fetchProblem(app.url + path)).body).toMatchObject({
        type: 'https://async.example/lost',
        title: 'Lost',
      });
    }
  });

  it('keeps two applications in one process apart', async () => {
    await using one = await bootProblemApp(adapter, {
      controllers: [ThrowController],
      options: { problems: [lost], statusProblems: { 404: 'lost' } },
    });
    await using two = await bootProblemApp(adapter, {
      controllers: [ThrowController],
      options: { defaultLanguage: 'ko' },
    });
    expect((await fetchProblem(`${one.url}/throw`)).body.type).toBe(`${BASE_URI}lost`);
    expect((await fetchProblem(`${two.url}/throw`)).body).toMatchObject({
      type: 'about:blank',
      title: '찾을 수 없음',
    });
  });

  it.each<[string, Partial<ProblemDetailsOptions>]>([
    ['baseUri must be an absolute http(s) URI', { baseUri: '/problems/' }],
    ['defaultLanguage must be "en" or "ko", not "fr"', { defaultLanguage: 'fr' }],
    ['problem "lost" is registered twice', { problems: [lost, lost] }],
  ])('does not start when %s', async (message, options) => {
    const starting = bootApp({
      adapter,
      module: {
        module: class BrokenRoot {},
        imports: [ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [], ...options })],
      },
    });
    await expect(starting).rejects.toThrow(message);
  });
});

it('starts without an HTTP server, and shares its registry', async () => {
  class Reader {
    constructor(@Inject(ProblemRegistry) readonly registry: ProblemRegistry) {}
  }
  @Module({
    imports: [ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [lost] })],
    providers: [Reader],
  })
  class StandaloneModule {}
  const context = await NestFactory.createApplicationContext(StandaloneModule, {
    logger: false,
    abortOnError: false,
  });
  expect(context.get(Reader).registry.typeOf(lost)).toBe(`${BASE_URI}lost`);
  await context.close();
});
