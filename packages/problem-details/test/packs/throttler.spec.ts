import { Controller, Get, Module, UseGuards, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import {
  Throttle,
  ThrottlerException,
  ThrottlerGuard,
  ThrottlerModule,
  type ThrottlerModuleOptions,
} from '@nestjs/throttler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { throttledMessage, throttlerPack, type ThrottlerPackOptions } from '../../src/index.js';
import { expectProblem } from '../../src/testing/index.js';
import { bootProblemApp, fetchProblem, type ProblemApp } from '../problem-app.js';

const QUOTA_EXCEEDED = 'https://iana.org/assignments/http-problem-types#quota-exceeded';

const THROTTLERS = [
  { name: 'perMinute', limit: 2, ttl: 60_000 },
  { name: 'daily', limit: 1000, ttl: 86_400_000 },
];

class MineException extends ThrottlerException {}

@Controller()
class QuotaController {
  @Get('plain') plain() {
    return 'ok';
  }
  @Get('daily')
  @Throttle({
    perMinute: { limit: 50, ttl: 60_000 },
    daily: { limit: 1, ttl: 3_600_000, blockDuration: 90_500 },
  })
  daily() {
    return 'ok';
  }
  @Get('mine') mine() {
    throw new MineException('mine');
  }
}

function limited(options: ThrottlerModuleOptions, pack?: ThrottlerPackOptions) {
  @Module({})
  class Limited {}
  const limitedModule: DynamicModule = {
    module: Limited,
    imports: [ThrottlerModule.forRoot(options)],
    providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
  };
  return {
    imports: [limitedModule],
    controllers: [QuotaController],
    options: { packs: [throttlerPack(pack)] },
  };
}

async function exhaust(app: ProblemApp, path: string, requests: number, type = QUOTA_EXCEEDED) {
  for (let sent = 0; sent < requests; sent++) expect((await fetch(`${app.url}${path}`)).status).toBe(200);
  const { status, headers, body, text } = await fetchProblem(`${app.url}${path}`);
  await expectProblem(new Response(text, { status, headers }), { status: 429, type });
  return { status, headers, body };
}

/** A reading of RFC 9651 lists, strict enough for this field: string items with integer parameters. */
function parseList(field: string | null): readonly unknown[] {
  return (field ?? '').split(', ').map((item) => {
    const [, name, parameters = ''] = /^"([\x20-\x7e]*)"((?:;[a-z]+=\d{1,15})*)$/.exec(item) ?? [];
    if (name === undefined) throw new Error(`not a structured list: ${field}`);
    const pairs = parameters
      .split(';')
      .slice(1)
      .map((pair) => pair.split('='));
    return [name, Object.fromEntries(pairs.map(([key, value]) => [key, Number(value)]))];
  });
}

const suffixed = (headers: Headers) =>
  [...headers.keys()].filter((name) => /^(?:retry-after|x-ratelimit-(?:limit|remaining|reset))-/.test(name));

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(
      adapter,
      limited({ throttlers: THROTTLERS, errorMessage: throttledMessage }, { throttlers: THROTTLERS }),
    );
  });
  afterAll(() => app.close());

  it('answers with the problem type of the draft, and names the quota that was exceeded', async () => {
    const answer = await exhaust(app, '/plain', 2);
    expect(answer.body).toMatchObject({
      type: QUOTA_EXCEEDED,
      title: 'Quota Exceeded',
      status: 429,
      detail: 'Too many requests were sent. Wait as long as Retry-After says, then try again.',
      'violated-policies': ['perMinute'],
    });
    const { headers } = answer;
    expect(headers.get('retry-after')).toMatch(/^(?:60|5\d)$/);
    expect(parseList(headers.get('ratelimit-policy'))).toEqual([['perMinute', { q: 2, w: 60 }]]);
    expect(parseList(headers.get('ratelimit'))).toEqual([
      ['perMinute', { r: 0, t: Number(headers.get('retry-after')) }],
    ]);
    expect(headers.get('x-ratelimit-limit')).toBe('2');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(headers.get('x-ratelimit-reset')).toBe(headers.get('retry-after'));
    expect(suffixed(headers)).toEqual([]);
    expect(app.errors).toEqual([]);
  });

  it("tells a route's own limits, and the quotas that were kept", async () => {
    const { headers, body } = await exhaust(app, '/daily', 1);
    expect(body['violated-policies']).toEqual(['daily']);
    expect(headers.get('retry-after')).toBe('91');
    expect(parseList(headers.get('ratelimit-policy'))).toEqual([
      ['daily', { q: 1, w: 3600 }],
      // The window of a route's own limit is known to the guard only.
      ['perMinute', { q: 50 }],
    ]);
    expect(parseList(headers.get('ratelimit'))).toEqual([
      ['daily', { r: 0, t: 91 }],
      ['perMinute', { r: 48, t: expect.any(Number) as number }],
    ]);
    expect(suffixed(headers)).toEqual([]);
  });

  it('tells it in Korean', async () => {
    const answer = await fetchProblem(`${app.url}/plain`, { headers: { 'accept-language': 'ko' } });
    expect(answer.body).toMatchObject({ type: QUOTA_EXCEEDED, title: '요청 한도 초과' });
  });

  it('answers subclasses of the exception', async () => {
    expect((await fetchProblem(`${app.url}/mine`)).body.type).toBe(QUOTA_EXCEEDED);
  });

  it('knows what the headers say when it is told nothing else', async () => {
    await using bare = await bootProblemApp(adapter, limited([{ limit: 1, ttl: 30_000 }]));
    const { headers, body } = await exhaust(bare, '/plain', 1);
    expect(body).toMatchObject({ type: QUOTA_EXCEEDED, 'violated-policies': ['default'] });
    expect(headers.get('retry-after')).toMatch(/^(?:30|2\d)$/);
    expect(parseList(headers.get('ratelimit'))).toEqual([
      ['default', { r: 0, t: Number(headers.get('retry-after')) }],
    ]);
    expect(headers.get('ratelimit-policy')).toBeNull();
  });

  it('knows the only quota there is when the guard sets no headers', async () => {
    const throttlers = [{ name: 'only', limit: 1, ttl: 20_000 }];
    await using quiet = await bootProblemApp(
      adapter,
      limited({ throttlers, setHeaders: false, errorMessage: throttledMessage }, { throttlers }),
    );
    const { headers, body } = await exhaust(quiet, '/plain', 1);
    expect(body['violated-policies']).toEqual(['only']);
    expect(headers.get('retry-after')).toMatch(/^(?:20|1\d)$/);
    expect(parseList(headers.get('ratelimit-policy'))).toEqual([['only', { q: 1, w: 20 }]]);
  });

  it('is a plain 429 without the pack', async () => {
    await using other = await bootProblemApp(adapter, {
      ...limited([{ limit: 1, ttl: 30_000 }]),
      options: {},
    });
    const { body } = await exhaust(other, '/plain', 1, 'about:blank');
    expect(body.detail).toBe('Too many requests. Slow down and try again later.');
  });

  it('guards a single route as well', async () => {
    @Controller()
    class OneController {
      @Get('one') @UseGuards(ThrottlerGuard) one() {
        return 'ok';
      }
    }
    await using single = await bootProblemApp(adapter, {
      imports: [ThrottlerModule.forRoot([{ limit: 1, ttl: 30_000 }])],
      controllers: [OneController],
      options: { packs: [throttlerPack()] },
    });
    expect((await exhaust(single, '/one', 1)).body.type).toBe(QUOTA_EXCEEDED);
  });
});
