import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { ProblemException } from '../../src/index.js';
import { isProblem, readProblem, throwIfProblem } from '../../src/client/index.js';
import { BASE_URI, bootProblemApp, type ProblemApp } from '../problem-app.js';
import { SeatTakenError, seatTaken } from '../seat-taken.js';

@Controller('seats')
class SeatsController {
  @Get('ok') ok() {
    return { seat: '7A' };
  }
  @Get('taken') taken() {
    throw new SeatTakenError('7A');
  }
  @Get('throttled') throttled() {
    throw new ProblemException(429, {
      headers: { 'Retry-After': '7', RateLimit: '"seats";r=0;t=7', 'RateLimit-Policy': '"seats";q=3;w=60' },
    });
  }
}

describe.each(ADAPTERS)('problems of our own on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [SeatsController],
      options: { problems: [seatTaken] },
    });
  });
  afterAll(() => app.close());

  it('are told apart by their definition, with absolute URIs and a language', async () => {
    const response = await fetch(`${app.url}/seats/taken?a=b`, { headers: { 'accept-language': 'ko' } });
    const problem = await readProblem(response);
    expect(isProblem(problem, seatTaken, BASE_URI)).toBe(true);
    expect(problem).toMatchObject({
      type: `${BASE_URI}seat-taken`,
      title: '이미 예약된 좌석',
      status: 409,
      instance: `${app.url}/seats/taken`,
      language: 'ko',
      extensions: { seat: '7A' },
    });
  });

  it('say when to come back', async () => {
    const problem = await readProblem(await fetch(`${app.url}/seats/throttled`));
    expect(problem).toMatchObject({
      status: 429,
      retryAfter: { ms: 7000 },
      rateLimits: [{ policy: 'seats', limit: 3, remaining: 0, resetMs: 7000, windowMs: 60_000 }],
    });
  });

  it('are known by their status when HEAD has no body', async () => {
    const problem = await readProblem(await fetch(`${app.url}/nowhere`, { method: 'HEAD' }));
    expect(problem).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, source: 'none' });
  });

  it('are none where all went well', async () => {
    const response = await throwIfProblem(await fetch(`${app.url}/seats/ok`));
    expect(await response.json()).toEqual({ seat: '7A' });
  });
});
