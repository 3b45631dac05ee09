import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangeEvents } from './arrange-events.js';
import type { LogLine } from './log-line.js';
import type { SpanRecord } from './otlp-spans.js';
import { accessLine, logLine, NOON, span } from './timeline.fixture.js';

interface Call {
  readonly service: string;
  readonly before: number;
  readonly travel: number;
  readonly after: number;
  readonly inner: readonly Call[];
}

const SERVICES = ['gateway', 'orders', 'stock', 'mail'];
const aCall: fc.Arbitrary<Call> = fc.letrec<{ call: Call }>((tie) => ({
  call: fc.record({
    service: fc.constantFrom(...SERVICES),
    before: fc.integer({ min: 1, max: 20 }),
    travel: fc.integer({ min: 1, max: 9 }),
    after: fc.integer({ min: 1, max: 20 }),
    inner: fc.oneof(
      { maxDepth: 3 },
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.array(tie('call'), { minLength: 1, maxLength: 2 }) },
    ),
  }),
})).call;
const someSkews = fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 4, maxLength: 4 });

/** What really happened, seen by clocks that are off. */
class Play {
  readonly lines: LogLine[] = [];
  readonly spans: SpanRecord[] = [];
  private ids = 0;

  constructor(private readonly skews: readonly number[]) {}

  /** Plays a call, and returns when the server had answered. */
  serve({ service, before, after, travel, inner }: Call, start: number, parentSpanId?: string): number {
    const spanId = this.nextId();
    const skew = this.skews[SERVICES.indexOf(service)] ?? 0;
    let now = start + before;
    this.lines.push(logLine({ service, spanId, time: now + skew, message: 'begins' }));
    for (const call of inner) {
      const clientId = this.nextId();
      const sent = now++;
      now = this.serve(call, now + travel, clientId) + travel;
      this.spans.push(span({ service, spanId: clientId, parentSpanId: spanId, kind: 'client', start: sent + skew, end: now + skew })); // prettier-ignore
    }
    now += after;
    this.lines.push(accessLine({ service, spanId, time: now + skew, durationMs: now - start }));
    this.spans.push(span({ service, spanId, parentSpanId, start: start + skew, end: now + skew }));
    return now;
  }

  private nextId(): string {
    return String(++this.ids).padStart(16, '0');
  }
}

function play(call: Call, skews: readonly number[]): Play {
  const played = new Play(skews);
  played.serve(call, NOON);
  return played;
}

const calling = (service: string, ...inner: Call[]): Call => ({
  service,
  before: 1,
  travel: 1,
  after: 1,
  inner,
});
/** Through three clocks and back to the first one: what two of them tell of each other is not enough. */
const ROUND_TRIP = calling(
  'gateway',
  calling('mail', calling('stock', calling('gateway')), calling('gateway')),
);

describe('with clocks that are off', () => {
  it('puts nothing before its cause, leaves each process in its order and keeps every line once', () => {
    fc.assert(
      fc.property(aCall, someSkews, (call, skews) => {
        const { lines, spans } = play(call, skews);
        const { events } = arrangeEvents({ lines, spans }, true);
        const place = new Map(events.map(({ key }, index) => [key, index]));
        expect(events).toHaveLength(lines.length + 2 * spans.length);
        expect(place.size).toBe(events.length);
        for (const { spanId, parentSpanId, traceId } of spans) {
          if (parentSpanId === undefined) continue;
          const [outer, inner] = [`${traceId}/${parentSpanId}`, `${traceId}/${spanId}`];
          expect(place.get(`start ${outer}`)).toBeLessThan(place.get(`start ${inner}`) ?? -1);
          expect(place.get(`end ${inner}`)).toBeLessThan(place.get(`end ${outer}`) ?? -1);
        }
        for (const service of SERVICES) {
          const own = events.flatMap((event) =>
            'line' in event && event.line.service === service ? event.line.line : [],
          );
          expect(own).toEqual(own.toSorted((a, b) => a - b));
        }
      }),
      { examples: [[ROUND_TRIP, [0, 0, 2, 0]]] },
    );
  });

  it('finds how far each clock is off, as exactly as it says', () => {
    fc.assert(
      fc.property(aCall, someSkews, (call, skews) => {
        const { lines, spans } = play(call, skews);
        for (const { clock, against, aheadMs, uncertaintyMs = 0 } of arrangeEvents({ lines, spans }, true)
          .offsets) {
          const truth = (skews[SERVICES.indexOf(clock)] ?? 0) - (skews[SERVICES.indexOf(against)] ?? 0);
          expect(Math.abs(aheadMs - truth)).toBeLessThanOrEqual(uncertaintyMs + 0.001);
          expect(uncertaintyMs).toBeLessThan(500);
        }
      }),
    );
  });
});

describe('with logs alone', () => {
  const gateway = [
    logLine({ time: NOON + 2, message: 'asks', line: 1 }),
    accessLine({ time: NOON + 100, durationMs: 100, line: 2 }),
  ];
  const orders = (skew: number) => [
    logLine({ service: 'orders', time: NOON + 20 + skew, message: 'answers', line: 1 }),
    accessLine({ service: 'orders', time: NOON + 60 + skew, durationMs: 50, line: 2 }),
  ];
  const shown = (lines: readonly LogLine[], correct = true) =>
    arrangeEvents({ lines, spans: [] }, correct).events.map((event) =>
      'line' in event ? `${event.line.service} ${event.line.line}` : '',
    );

  it('puts a fast clock right by the access line that encloses the other', () => {
    const lines = [...orders(1800), ...gateway];
    expect(arrangeEvents({ lines, spans: [] }, true).offsets).toEqual([
      { clock: 'orders', against: 'gateway', aheadMs: 1785, uncertaintyMs: 26, source: 'logs' },
    ]);
    expect(shown(lines)).toEqual(['gateway 1', 'orders 1', 'orders 2', 'gateway 2']);
  });

  it('ends with the outermost access line, whatever the clocks say', () => {
    fc.assert(
      fc.property(aCall, someSkews, (outermost, skews) => {
        const { lines } = play({ ...outermost, service: 'edge' }, skews);
        const { events } = arrangeEvents({ lines, spans: [] }, true);
        expect(events).toHaveLength(lines.length);
        expect(events.at(-1)).toMatchObject({ line: { service: 'edge', message: 'request completed' } });
      }),
    );
  });

  it('puts a slow clock right', () => {
    expect(shown([...gateway, ...orders(-3000)])).toEqual(['gateway 1', 'orders 1', 'orders 2', 'gateway 2']);
  });

  it('leaves clocks alone that can be right, and all of them when asked to', () => {
    expect(arrangeEvents({ lines: [...gateway, ...orders(0)], spans: [] }, true).offsets).toEqual([]);
    expect(shown([...gateway, ...orders(1800)], false)).toEqual([
      'gateway 1',
      'gateway 2',
      'orders 1',
      'orders 2',
    ]);
  });

  it('takes no end from a request that its client gave up', () => {
    const late = accessLine({ service: 'orders', time: NOON + 900, durationMs: 50, aborted: true });
    expect(arrangeEvents({ lines: [...gateway, late], spans: [] }, true).offsets).toEqual([]);
  });

  it('takes nothing for known where a request came twice through the outermost service', () => {
    const again = accessLine({ time: NOON + 5_090, durationMs: 90, line: 3 });
    const second = accessLine({ service: 'orders', time: NOON + 5_060, durationMs: 50 });
    expect(arrangeEvents({ lines: [...gateway, again, second], spans: [] }, true).offsets).toEqual([]);
  });

  it('takes a job that runs later for no clock that is off', () => {
    const job = logLine({ service: 'worker', time: NOON + 60_000 });
    expect(arrangeEvents({ lines: [...gateway, job], spans: [] }, true).offsets).toEqual([]);
  });
});

describe('a span that outlasts its parent', () => {
  const parent = { spanId: 'a000000000000002', kind: 'client' as const };
  const child = { spanId: 'a000000000000003', parentSpanId: parent.spanId, service: 'orders', start: NOON + 50, end: NOON + 140 }; // prettier-ignore

  it.each([
    ['a client that gave up', { isError: true }, {}],
    ['a producer that waits for nobody', { kind: 'producer' as const }, {}],
    ['a consumer that nobody waits for', {}, { kind: 'consumer' as const }],
    ['work that took longer than the parent', {}, { end: NOON + 170 }],
  ])('is no sign of a clock that is off: %s', (_, outer, inner) => {
    const spans = [span({ ...parent, ...outer }), span({ ...child, ...inner })];
    expect(arrangeEvents({ lines: [], spans }, true).offsets).toEqual([]);
  });

  it('is one where the parent waited', () => {
    const spans = [span(parent), span(child)];
    expect(arrangeEvents({ lines: [], spans }, true).offsets).toMatchObject([
      { clock: 'orders', aheadMs: 45 },
    ]);
  });
});

it('puts a line after the start of its span and an access line before its end, though lines have milliseconds only', () => {
  const spans = [span({ start: NOON + 0.7, end: NOON + 99.2 })];
  const lines = [logLine({ time: NOON }), accessLine({ time: NOON + 100, durationMs: 99 })];
  const { events } = arrangeEvents({ lines, spans }, true);
  expect(events.map((event) => ('line' in event ? event.line.message : event.which))).toEqual([
    'start',
    'hello',
    'request completed',
    'end',
  ]);
});

it('keeps two instances of a service apart by their spans', () => {
  const spans = [
    span(),
    span({ spanId: 'a000000000000002', parentSpanId: 'a000000000000001', service: 'orders', instance: 'one', start: NOON + 10, end: NOON + 20 }), // prettier-ignore
    span({ spanId: 'a000000000000003', parentSpanId: 'a000000000000001', service: 'orders', instance: 'two', start: NOON + 2010, end: NOON + 2020 }), // prettier-ignore
  ];
  const lines = [logLine({ service: 'orders', spanId: 'a000000000000003', time: NOON + 2015 })];
  const { offsets, events } = arrangeEvents({ lines, spans }, true);
  expect(offsets.map(({ clock }) => clock)).toEqual(['orders two']);
  expect(events.find((event) => 'line' in event)?.correctedTime).toBe(NOON + 50);
});

it('never changes the order of one process, over rotated files and a clock that was set back', () => {
  const lines = [
    logLine({ file: 'a.log', line: 1, time: NOON + 20, message: '4' }),
    logLine({ file: 'a.log.1', line: 1, time: NOON + 10, message: '1' }),
    logLine({ file: 'a.log.1', line: 2, time: NOON + 5, message: '2' }),
    logLine({ file: 'a.log.1', line: 3, time: undefined, message: '3' }),
    logLine({ file: 'a.log', line: 2, time: NOON + 20, message: '5' }),
  ];
  const { events } = arrangeEvents({ lines, spans: [] }, true);
  expect(events.flatMap((event) => ('line' in event ? event.line.message : []))).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
  ]);
});

it('keeps the spans of one process in their order where another clock was set back meanwhile', () => {
  const calls = (n: number, start: number, skew: number) => [
    span({
      spanId: `c${n}`,
      parentSpanId: 'a0',
      kind: 'client',
      start: NOON + start,
      end: NOON + start + 20,
    }),
    span({ spanId: `d${n}`, parentSpanId: `c${n}`, service: 'orders', start: NOON + start + 5 + skew, end: NOON + start + 15 + skew }), // prettier-ignore
  ];
  const spans = [span({ spanId: 'a0' }), ...calls(1, 10, 1000), ...calls(2, 50, -1000)];
  const { events } = arrangeEvents({ lines: [], spans }, true);
  const own = events.flatMap((event) =>
    'span' in event && event.span.service === 'gateway' ? `${event.which} ${event.span.spanId}` : [],
  );
  expect(own).toEqual(['start a0', 'start c1', 'end c1', 'start c2', 'end c2', 'end a0']);
});

it('breaks a tie between rotated files by their names', () => {
  const at = (file: string, message: string) => logLine({ file, line: 1, message });
  const order = (lines: LogLine[]) =>
    arrangeEvents({ lines, spans: [] }, true).events.map((event) =>
      'line' in event ? event.line.message : '',
    );
  expect(order([at('a.log', '3'), at('a.log.1', '2'), at('a.log.2.gz', '1')])).toEqual(['1', '2', '3']);
  expect(order([at('b.2026-11-23.1.log', '2'), at('b.2026-11-23.log', '1')])).toEqual(['1', '2']);
});
