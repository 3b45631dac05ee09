import { Controller, Get } from '@nestjs/common';
import { metrics } from '@opentelemetry/api';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { ADAPTERS } from '@couplekit/testkit';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { defineProblem, ProblemException } from '../src/index.js';
import { bootProblemApp } from './problem-app.js';

class PulledReader extends MetricReader {
  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}

const outOfStock = defineProblem({
  slug: 'out-of-stock',
  status: 409,
  title: { en: 'Out of stock', ko: '재고 없음' },
});

@Controller()
class ShopController {
  @Get('buy') buy() {
    throw new ProblemException(outOfStock);
  }
  @Get('broken') broken() {
    throw new Error('broken');
  }
  @Get('fine') fine() {
    return 'fine';
  }
}

afterEach(() => metrics.disable());

describe.each(ADAPTERS)('on %s', (adapter) => {
  it('problems are counted by type and status, also for a provider that comes later', async () => {
    const app = await bootProblemApp(adapter, {
      controllers: [ShopController],
      options: { problems: [outOfStock] },
    });
    onTestFinished(() => app.close());
    await fetch(`${app.url}/buy`);
    const reader = new PulledReader();
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
    for (const path of ['buy', 'buy', 'broken', 'fine', 'nothing']) await fetch(`${app.url}/${path}`);
    const { resourceMetrics } = await reader.collect();
    const [counted] = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    expect(counted?.descriptor).toMatchObject({ name: 'couplekit.problems', unit: '{problem}' });
    const points = counted?.dataPoints.map(({ attributes, value }) => [
      attributes['couplekit.problem.type'],
      attributes['http.response.status_code'],
      value,
    ]);
    expect(points).toEqual([
      ['out-of-stock', 409, 2],
      ['about:blank', 500, 1],
      ['about:blank', 404, 1],
    ]);
  });
});
