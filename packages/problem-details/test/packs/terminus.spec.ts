import { Controller, Get, HttpException, Inject, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheck, HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, bootApp } from '@couplekit/testkit';
import { terminusPack } from '../../src/index.js';
import { bootProblemApp, fetchProblem, type ProblemApp } from '../problem-app.js';

@Controller()
class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
  ) {}

  @Get('health') @HealthCheck() check() {
    return this.health.check([
      () => this.indicators.check('cache').up({ hits: 3 }),
      () => this.indicators.check('database').down({ message: '연결이 끊겼습니다', code: 'ECONNREFUSED' }),
    ]);
  }
  @Get('up') @HealthCheck() up() {
    return this.health.check([() => this.indicators.check('cache').up()]);
  }
  @Get('stops') stops() {
    throw new ServiceUnavailableException({ status: 'shutting_down', info: {}, error: {}, details: {} });
  }
  @Get('other') other() {
    throw new ServiceUnavailableException({ status: 'error', reason: 'no health report' });
  }
  @Get('another') another() {
    throw new HttpException({ status: 'error', details: {} }, 500);
  }
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      options: { packs: [terminusPack()] },
    });
  });
  afterAll(() => app.close());

  it('keeps the report of a failed health check, and stores it nowhere', async () => {
    const response = await fetch(`${app.url}/health`, { headers: { 'accept-language': 'ko' } });
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ status: 'error', details: { database: { status: 'down' } } });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-language')).toBeNull();
    expect(app.errors).toEqual([]);
  });

  it('keeps the report of an application that is going away', async () => {
    const response = await fetch(`${app.url}/stops`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'shutting_down', info: {}, error: {}, details: {} });
  });

  it('leaves a healthy answer alone', async () => {
    const response = await fetch(`${app.url}/up`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok' });
  });

  it.each(['other', 'another'])('answers what only looks alike as a problem: %s', async (path) => {
    const answer = await fetchProblem(`${app.url}/${path}`);
    expect(answer.body.type).toBe('about:blank');
    expect(answer.text).not.toContain('reason');
    expect(app.errors.splice(0)).toHaveLength(1);
  });

  it('keeps it byte for byte as it is without this package', async () => {
    await using plain = await bootApp({
      adapter,
      module: {
        module: class PlainRoot {},
        imports: [TerminusModule.forRoot({ logger: false })],
        controllers: [HealthController],
      },
    });
    const [ours, original] = [await fetch(`${app.url}/health`), await fetch(`${plain.url}/health`)];
    expect(original.status).toBe(503);
    expect(await ours.text()).toBe(await original.text());
  });
});
