import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sets } from './answer-sets.fixture.js';
import { canonicalBytes, NotCanonicalError } from './canonical-json.js';
import { sealPacket } from './decision-packet.js';
import { computeOutputs } from './result.js';
import { double, PUBLISHED_DOCUMENTS, PUBLISHED_NUMBERS, PUBLISHED_REFUSALS } from './rfc-8785.fixture.js';

describe('canonicalBytes', () => {
  it('sorts members by UTF-16 code units and writes numbers as ECMAScript does (RFC 8785 sections 3.2.2 and 3.2.3)', () => {
    const value = {
      '€': 1,
      '\r': 2,
      דּ: 3,
      '1': 4,
      '😀': 5,
      '\u0080': 6,
      ö: 7,
      n: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27],
    };
    expect(canonicalBytes(value).toString()).toBe(
      '{"\\r":2,"1":4,"n":[333333333.3333333,1e+30,4.5,0.002,1e-27],"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    );
  });

  it.each(PUBLISHED_DOCUMENTS)('gives the published bytes of %s', (_, input, output) => {
    expect(canonicalBytes(JSON.parse(input)).toString('hex')).toBe(Buffer.from(output).toString('hex'));
  });

  it.each(PUBLISHED_NUMBERS)('writes the number of the bits %s as %s (RFC 8785 appendix B)', (bits, text) => {
    expect(canonicalBytes(double(bits)).toString()).toBe(text);
  });

  it.each(PUBLISHED_REFUSALS)('refuses the number of the bits %s (RFC 8785 appendix B)', (bits) => {
    expect(() => canonicalBytes(double(bits))).toThrow(NotCanonicalError);
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  it.each([
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a function', { a: () => 1 }],
    ['a bigint', { a: 1n }],
    ['NaN', [Number.NaN]],
    ['infinity', [1 / 0]],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a name', { '\udc00': 1 }],
    ['a Date', { at: new Date(0) }],
    ['a Map', new Map()],
    ['a sparse array', [1, , 3]], // oxlint-disable-line no-sparse-arrays
    ['a cycle', cyclic],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalBytes(value)).toThrow(NotCanonicalError);
  });

  it('takes a value that stands in two places', () => {
    const twice = { a: 1 };
    expect(canonicalBytes([twice, { twice }]).toString()).toBe('[{"a":1},{"twice":{"a":1}}]');
  });

  it('reads back as the same value, and does not depend on member order', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ noUnicodeString: false })),
        (value) => {
          const bytes = canonicalBytes(value);
          expect(canonicalBytes(Object.fromEntries(Object.entries(value).toReversed())).equals(bytes)).toBe(
            true,
          );
          expect(canonicalBytes(JSON.parse(bytes.toString())).equals(bytes)).toBe(true);
        },
      ),
    );
  });
});

describe('sealPacket', () => {
  const answers = sets({});
  const content = {
    inputs: { answers, k_state: { threshold: 3, current: 0, visible: false }, stage1_snapshot: null },
    outputs: computeOutputs(answers),
    code_ref: 'abc',
  };

  it('hashes the canonical bytes of inputs, outputs, code_ref and model_id', () => {
    const { bytes, digest } = sealPacket(content);
    expect(digest).toEqual(createHash('sha256').update(bytes).digest());
    expect(JSON.parse(bytes.toString())).toEqual({ ...content, model_id: 'core_scoring.v1' });
  });

  it('gives the same digest for the same content and another for any other', () => {
    expect(sealPacket(structuredClone(content)).digest).toEqual(sealPacket(content).digest);
    expect(sealPacket({ ...content, code_ref: 'abd' }).digest).not.toEqual(sealPacket(content).digest);
  });
});
