import { describe, expect, it } from 'vitest';
import type { VitalsSample } from '../vitals-sample.js';
import { SampleBuffer } from './sample-buffer.js';

const sample = (id: string, value = 1): VitalsSample => ({
  metric: 'LCP',
  id,
  value,
  route: '/',
  device: 'phone',
  build: 'b',
  receivedAt: new Date(0),
});

describe('the buffer', () => {
  it('keeps the last report of each metric, and its place', () => {
    const buffer = new SampleBuffer(10);
    for (const one of [sample('a', 1), sample('b', 2), sample('a', 3)]) expect(buffer.add(one)).toBe(true);
    expect(buffer.take(10).map(({ id, value }) => [id, value])).toEqual([['a', 3], ['b', 2]]); // prettier-ignore
    expect(buffer.size).toBe(0);
  });

  it('knows metrics of the same id apart', () => {
    const buffer = new SampleBuffer(10);
    buffer.add(sample('a'));
    buffer.add({ ...sample('a'), metric: 'CLS' });
    expect(buffer.size).toBe(2);
  });

  it('refuses what it has no room for, and never a newer report of what it has', () => {
    const buffer = new SampleBuffer(2);
    expect(['a', 'b', 'c', 'a'].map((id, index) => buffer.add(sample(id, index)))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(buffer.take(1)).toEqual([sample('a', 3)]);
    expect(buffer.add(sample('c'))).toBe(true);
  });

  it('takes back what could not be stored, unless there is a newer report or no room', () => {
    const buffer = new SampleBuffer(3);
    for (const id of ['a', 'b', 'c']) buffer.add(sample(id, 1));
    const batch = buffer.take(3);
    buffer.add(sample('b', 2));
    buffer.add(sample('d', 1));
    expect(buffer.putBack(batch)).toBe(1);
    expect(buffer.take(9).map(({ id, value }) => [id, value])).toEqual([['b', 2], ['d', 1], ['a', 1]]); // prettier-ignore
  });
});
