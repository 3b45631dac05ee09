import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExporterHealth, type ExporterTransition } from './exporter-health.js';

describe('ExporterHealth', () => {
  let now = 0;
  let health: ExporterHealth;
  let transitions: string[];
  beforeEach(() => {
    vi.useFakeTimers();
    now = 0;
    transitions = [];
    health = new ExporterHealth({ signal: 'traces', enabled: true, now: () => now });
    health.onTransition(({ from, to }: ExporterTransition) => transitions.push(`${from}>${to}`));
  });
  afterEach(() => {
    health.close();
    vi.useRealTimers();
  });

  it('is off without an exporter, and ok before the first attempt', () => {
    expect(new ExporterHealth({ signal: 'metrics', enabled: false }).report()).toMatchObject({
      signal: 'metrics',
      state: 'off',
    });
    expect(health.report()).toMatchObject({ state: 'ok', lastSuccessAt: undefined, started: 0 });
  });

  it('is degraded at the first failed attempt and down at the third, one transition each', () => {
    for (let attempt = 0; attempt < 5; attempt++) health.attemptFailed('refused', now);
    expect(transitions).toEqual(['ok>degraded', 'degraded>down']);
    expect(health.report()).toMatchObject({ state: 'down', reason: 'refused' });
  });

  it('is down at the second attempt when the first began ten seconds before', () => {
    health.attemptFailed('no answer', 0);
    now = 9_999;
    health.attemptFailed('no answer', 5_000);
    expect(health.report().state).toBe('degraded');
    now = 10_000;
    const slow = new ExporterHealth({ signal: 'traces', enabled: true, now: () => now });
    slow.attemptFailed('no answer', 0);
    expect(slow.report().state).toBe('down');
  });

  it('is ok again when two seconds have passed without a failure', () => {
    for (let attempt = 0; attempt < 3; attempt++) health.attemptFailed('refused', now);
    health.queued();
    health.exported(1);
    expect(health.report()).toMatchObject({ state: 'degraded', lastSuccessAt: expect.any(Date) });
    vi.advanceTimersByTime(1_999);
    expect(health.report().state).toBe('degraded');
    vi.advanceTimersByTime(1);
    expect(health.report()).toMatchObject({ state: 'ok', reason: undefined });
    expect(transitions).toEqual(['ok>degraded', 'degraded>down', 'down>degraded', 'degraded>ok']);
  });

  it('stays degraded while a collector flaps', () => {
    for (let flap = 0; flap < 20; flap++) {
      health.attemptFailed('reset', now);
      vi.advanceTimersByTime(500);
      health.exported(0);
      vi.advanceTimersByTime(500);
    }
    expect(transitions).toEqual(['ok>degraded']);
  });

  it('is degraded by what it drops, until nothing more is', () => {
    for (let second = 0; second < 10; second++) {
      health.dropped();
      vi.advanceTimersByTime(1_000);
    }
    expect(transitions).toEqual(['ok>degraded']);
    vi.advanceTimersByTime(1_000);
    expect(transitions).toEqual(['ok>degraded', 'degraded>ok']);
  });

  it('accounts for every item', () => {
    for (let item = 0; item < 10; item++) health.started();
    for (let item = 0; item < 8; item++) health.queued();
    health.dropped();
    health.dropped();
    health.exported(3, 1);
    health.gaveUp(2);
    const { started, exported, failed, dropped, queued } = health.report();
    expect({ started, exported, failed, dropped, queued }).toEqual({
      started: 10,
      exported: 3,
      failed: 3,
      dropped: 2,
      queued: 2,
    });
  });
});
