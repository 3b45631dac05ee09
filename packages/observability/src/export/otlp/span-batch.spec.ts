import { extent } from '@couplekit/testkit';
import { SpanKind, SpanStatusCode, createTraceState, type Attributes, type HrTime } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactSpan } from '../../redaction/redact-span.js';
import { createRedactor, type Redactor } from '../../redaction/redactor.js';
import { SpanBatch } from './span-batch.js';

const schemaUrl = 'https://opentelemetry.io/schemas/1.37.0';
const resource = resourceFromAttributes({ 'service.name': '커플', pid: 7, tags: ['a', 'b'] }, { schemaUrl });
const SCOPES = [{ name: 'ours' }, { name: 'ours' }, { name: '', version: '1.2.3', schemaUrl }];

/** Halves of surrogate pairs, lengths on both sides of what has its own way, and of each width of a length. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
  fc
    .array(fc.constantFrom('\ud800', '\udfff', '😀', 'é', '한', '\0', 'a'), { maxLength: 60 })
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('a', 'é', '한', '\udc00'), fc.constantFrom(47, 48, 49, 127, 128, 5_461, 16_384))
    .map(([unit, count]) => unit.repeat(count)),
);
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .tuple(fc.constantFrom(1, -1), fc.nat(64), fc.constantFrom(-1, 0, 1))
    .map(([sign, bits, by]) => sign * 2 ** bits + by),
  fc.constantFrom(-0, NaN, Infinity, -Infinity, 2 ** 63 - 1024, -(2 ** 63) - 2048, 1e300),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(undefined, null, true, false, '', Symbol('none'), 1n),
    text,
    number,
    fc.uint8Array({ maxLength: 200 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));
const attributes = fc.dictionary(text, value, { maxKeys: 8 }) as fc.Arbitrary<Attributes>;
const count = fc.oneof(fc.constant(0), fc.nat(2 ** 32 - 1));
const time: fc.Arbitrary<HrTime> = fc.tuple(
  fc.oneof(fc.nat({ max: 2 ** 34 }), fc.constantFrom(0, 65_535, 65_536, 1_764_100_000)),
  fc.nat({ max: 1_000_000_000 }),
);
const hex = (digits: number) =>
  fc.stringMatching(new RegExp(`^(?:[0-9a-f]{${digits}}|[0-9A-F]{${digits}})$`));
const context = fc.record(
  {
    traceId: hex(32),
    spanId: hex(16),
    traceFlags: fc.nat(255),
    isRemote: fc.boolean(),
    traceState: fc.constantFrom(createTraceState(''), createTraceState('vendor=1,other=a b')),
  },
  { requiredKeys: ['traceId', 'spanId', 'traceFlags'] },
);
const optional = { attributes, droppedAttributesCount: count };
const event = fc.record({ name: text, time, ...optional }, { requiredKeys: ['name', 'time'] });
const link = fc.record({ context, ...optional }, { requiredKeys: ['context'] });
const span: fc.Arbitrary<ReadableSpan> = fc
  .record(
    {
      own: context,
      parentSpanContext: fc.oneof(
        context,
        context.map((parent) => ({ ...parent, spanId: '' })),
      ),
      name: text,
      kind: fc.constantFrom(
        SpanKind.INTERNAL,
        SpanKind.SERVER,
        SpanKind.CLIENT,
        SpanKind.PRODUCER,
        SpanKind.CONSUMER,
      ),
      startTime: time,
      endTime: time,
      attributes,
      events: fc.array(event, { maxLength: 5 }),
      links: fc.array(link, { maxLength: 5 }),
      status: fc.record(
        {
          code: fc.constantFrom(SpanStatusCode.UNSET, SpanStatusCode.OK, SpanStatusCode.ERROR),
          message: text,
        },
        { requiredKeys: ['code'] },
      ),
      droppedAttributesCount: count,
      droppedEventsCount: count,
      droppedLinksCount: count,
      instrumentationScope: fc.constantFrom(...SCOPES),
    },
    {
      noNullPrototype: true,
      requiredKeys: [
        'own',
        'name',
        'kind',
        'startTime',
        'endTime',
        'attributes',
        'events',
        'links',
        'status',
        'droppedAttributesCount',
        'droppedEventsCount',
        'droppedLinksCount',
        'instrumentationScope',
      ],
    },
  )
  .map(({ own, ...rest }) => ({ ...rest, spanContext: () => own, duration: [0, 0], ended: true, resource }));

function encoded(spans: readonly ReadableSpan[], redactor: Redactor): Uint8Array {
  const batch = new SpanBatch({ resource, redactor });
  for (const each of spans) batch.add(each);
  return batch.message();
}

function byTheLibrary(spans: readonly ReadableSpan[], redactor: Redactor): Uint8Array | undefined {
  return ProtobufTraceSerializer.serializeRequest(spans.map((each) => redactSpan(each, redactor)));
}

function isSame(spans: readonly ReadableSpan[], redactor: Redactor): boolean {
  return Buffer.compare(encoded(spans, redactor), byTheLibrary(spans, redactor) ?? Buffer.alloc(0)) === 0;
}

const PLAIN: ReadableSpan = {
  name: 'GET /items/:id',
  kind: SpanKind.SERVER,
  spanContext: () => ({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: 1,
  }),
  startTime: [1_764_100_000, 1],
  endTime: [1_764_100_000, 2],
  status: { code: SpanStatusCode.UNSET },
  attributes: { 'http.request.method': 'GET' },
  events: [],
  links: [],
  duration: [0, 1],
  ended: true,
  resource,
  instrumentationScope: { name: 'ours' },
  droppedAttributesCount: 0,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
};

describe('SpanBatch', () => {
  it.each([
    ['as they are', createRedactor(false)],
    ['without secrets', createRedactor()],
  ])('makes of any spans the bytes that the library makes of them, %s', (_, redactor) => {
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 4 }), (spans) => isSame(spans, redactor)),
      { numRuns: extent(50, 200) },
    );
  });

  it.each([1, 80, 512, 20_000])('does with %i spans, whatever the width of the length', (size) => {
    const spans = Array.from({ length: size }, (_, n) => ({
      ...PLAIN,
      attributes: {
        n,
        'http.route': '/couples/:coupleId/albums/:albumId',
        [`of ${n} `.repeat(4)]: 'b'.repeat(48),
      },
    }));
    expect(isSame(spans, createRedactor(false))).toBe(true);
  });

  it.each([
    ['every width of the length of a text and of a span', 0, 300],
    ['two and three bytes of length', 16_200, 16_500],
    ['the end of the first bytes', 3_700, 4_200],
  ])('is right at %s', (_, from, to) => {
    const redactor = createRedactor(false);
    for (let size = from; size < to; size++) {
      const bytes = new Uint8Array(size).fill(7);
      const spans = [
        { ...PLAIN, attributes: { list: [bytes] } },
        { ...PLAIN, instrumentationScope: { name: '' }, name: 'a'.repeat(size), attributes: {} },
      ];
      expect(isSame(spans, redactor), `${size} bytes`).toBe(true);
    }
  });

  it('has no secret in what waits', () => {
    const redactor = createRedactor();
    const secret: ReadableSpan = { ...PLAIN, attributes: { authorization: 'Basic aHVudGVyMjpodW50ZXIy' } };
    expect(isSame([secret], redactor)).toBe(true);
    expect(Buffer.from(encoded([secret], redactor)).includes('aHVudGVy')).toBe(false);
  });

  it('has nothing of a span that cannot be encoded', () => {
    const redactor = createRedactor(false);
    const batch = new SpanBatch({ resource, redactor });
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const impossible = { ...PLAIN, attributes: { good: 1, circular } };
    batch.add(PLAIN);
    expect(() => batch.add(impossible)).toThrow(RangeError);
    batch.add(PLAIN);
    expect(batch.size).toBe(2);
    expect(batch.message()).toEqual(encoded([PLAIN, PLAIN], redactor));
  });
});
