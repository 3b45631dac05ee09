import { AggregationTemporality } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { DurationMetric } from './duration-metric.js';
import { DURATION_BOUNDS, RequestDurations } from './request-durations.js';

const { CUMULATIVE, DELTA } = AggregationTemporality;

describe('RequestDurations', () => {
  it('keeps one histogram for each method, route, status, scheme and abortion', () => {
    const durations = new RequestDurations();
    durations.record('GET', '/items/:id', 200, 0.003, 'http');
    durations.record('GET', '/items/:id', 200, 0.004, 'http');
    durations.record('GET', '/items/:id', 500, 0.001, 'http');
    durations.record('POST', '/items/:id', 200, 0.001, 'http');
    durations.record('GET', '/items/:id', 200, 0.001, 'https');
    durations.record('GET', '/items/:id', 200, 0.001, 'http', true);
    durations.record('GET', undefined, 404, 0.001, 'http');
    durations.record('GET', '/items/:id', undefined, 0.001, 'http', true);
    durations.record('PROPFIND', undefined, 503, 0.001, 'http', true);
    durations.record('BREW', undefined, 503, 0.001, 'http', true);
    const attributes = (extra: object) => ({ 'url.scheme': 'http', 'http.request.method': 'GET', ...extra });
    const item = { 'http.route': '/items/:id' };
    const status = (code: number) => ({ 'http.response.status_code': code });
    expect(countsOf(durations)).toEqual([
      [attributes({ ...item, ...status(200) }), 2],
      [attributes({ ...item, ...status(500), 'error.type': '500' }), 1],
      [attributes({ ...item, ...status(200), 'http.request.method': 'POST' }), 1],
      [attributes({ ...item, ...status(200), 'url.scheme': 'https' }), 1],
      [attributes({ ...item, ...status(200), 'error.type': 'aborted' }), 1],
      [attributes(status(404)), 1],
      [attributes({ ...item, 'error.type': 'aborted' }), 1],
      [attributes({ ...status(503), 'http.request.method': '_OTHER', 'error.type': '503' }), 2],
    ]);
  });

  it('sums seconds into the buckets of the conventions, whose upper ends belong to them', () => {
    const durations = new RequestDurations();
    const seconds = [0, 0.005, 0.0051, 0.01, 1, 10, 10.1, 1e9];
    for (const each of seconds) durations.record('GET', '/', 200, each, 'http');
    const point = new DurationMetric(durations, CUMULATIVE).collect()?.dataPoints[0];
    expect(point?.value.buckets.boundaries).toEqual([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]); // prettier-ignore
    expect(point?.value.buckets.counts).toEqual([2, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 2]);
    expect(point?.value.count).toBe(8);
    expect(point?.value.sum).toBeCloseTo(seconds.reduce((total, each) => total + each, 0));
  });

  it('counts what is over the limit together, loses none, and keeps the series it has', () => {
    const durations = new RequestDurations({ cardinalityLimit: 3 });
    for (let round = 0; round < 2; round++) {
      for (let route = 0; route < 10; route++) durations.record('GET', `/${route}`, 200, 0.1, 'http');
    }
    expect(countsOf(durations)).toEqual([
      [expect.objectContaining({ 'http.route': '/0' }), 2],
      [expect.objectContaining({ 'http.route': '/1' }), 2],
      [{ 'otel.metric.overflow': true }, 16],
    ]);
  });

  it('keeps at most 2000 series unless told otherwise', () => {
    const durations = new RequestDurations();
    for (let route = 0; route < 2_100; route++) durations.record('GET', `/${route}`, 200, 0.1, 'http');
    expect(durations.series).toHaveLength(2_000);
    expect(countsOf(durations).at(-1)).toEqual([{ 'otel.metric.overflow': true }, 101]);
  });
});

describe('DurationMetric', () => {
  it('tells delta readers what came since they looked, each for itself, and leaves out what stood still', () => {
    const durations = new RequestDurations();
    const [first, second] = [new DurationMetric(durations, DELTA), new DurationMetric(durations, DELTA)];
    const all = new DurationMetric(durations, CUMULATIVE);
    expect(first.collect()).toBeUndefined();
    durations.record('GET', '/a', 200, 0.5, 'http');
    durations.record('GET', '/b', 200, 0.5, 'http');
    expect(pointsOf(first)).toEqual([['/a', 1, 0.5], ['/b', 1, 0.5]]); // prettier-ignore
    expect(first.collect()).toBeUndefined();
    durations.record('GET', '/a', 200, 0.25, 'http');
    expect(pointsOf(first)).toEqual([['/a', 1, 0.25]]);
    expect(pointsOf(second)).toEqual([['/a', 2, 0.75], ['/b', 1, 0.5]]); // prettier-ignore
    expect(pointsOf(all)).toEqual([['/a', 2, 0.75], ['/b', 1, 0.5]]); // prettier-ignore
    expect(pointsOf(all)).toEqual([['/a', 2, 0.75], ['/b', 1, 0.5]]); // prettier-ignore
  });

  it('lets the intervals of delta points follow each other, and cumulative ones begin at the start', () => {
    const durations = new RequestDurations();
    const [delta, cumulative] = [
      new DurationMetric(durations, DELTA),
      new DurationMetric(durations, CUMULATIVE),
    ];
    const collect = (metric: DurationMetric) => {
      durations.record('GET', '/', 200, 0.1, 'http');
      const collected = metric.collect();
      const { startTime, endTime } = collected?.dataPoints[0] ?? {};
      return { startTime, endTime, temporality: collected?.aggregationTemporality };
    };
    const [one, two] = [collect(delta), collect(delta)];
    expect(two.startTime).toBe(one.endTime);
    expect(one.temporality).toBe(DELTA);
    const [three, four] = [collect(cumulative), collect(cumulative)];
    expect(four.startTime).toBe(three.startTime);
    expect(three.temporality).toBe(CUMULATIVE);
  });

  it('has as many buckets as bounds and one more', () => {
    const durations = new RequestDurations();
    durations.record('GET', '/', 200, 0.1, 'http');
    const counts = new DurationMetric(durations, CUMULATIVE).collect()?.dataPoints[0]?.value.buckets.counts;
    expect(counts).toHaveLength(DURATION_BOUNDS.length + 1);
  });
});

function pointsOf(metric: DurationMetric) {
  return metric.collect()?.dataPoints.map(({ attributes, value }) => [attributes['http.route'], value.count, value.sum]); // prettier-ignore
}

function countsOf(durations: RequestDurations) {
  const points = new DurationMetric(durations, CUMULATIVE).collect()?.dataPoints ?? [];
  return points.map(({ attributes, value }) => [attributes, value.count] as const);
}
