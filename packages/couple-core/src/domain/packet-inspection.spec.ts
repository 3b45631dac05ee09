import { describe, expect, it } from 'vitest';
import { sets } from './answer-sets.fixture.js';
import { canonicalBytes } from './canonical-json.js';
import { sealPacket } from './decision-packet.js';
import { inspectPacket, type StoredResult } from './packet-inspection.js';
import { computeOutputs } from './result.js';
import { sha256 } from './sha256.js';

const sealed = sealPacket({
  inputs: { answers: sets({}), k_state: { threshold: 3, current: 0, visible: false }, stage1_snapshot: null },
  outputs: computeOutputs(sets({})),
  code_ref: 'build',
});

/** A whole result whose packet has this content instead. */
function stored(content: unknown, model = 'core_scoring.v1'): StoredResult & { packet: object } {
  const bytes = canonicalBytes(content);
  const packet = { bytes, sha256: sha256(bytes), codeRef: 'build', modelId: model };
  return { stage3Completed: true, packet };
}

describe('inspectPacket', () => {
  it('finds nothing in a packet as it is sealed', () => {
    expect(inspectPacket(stored(sealed.packet))).toBeUndefined();
  });

  it('notices bytes that are not those of the digest', () => {
    const { packet, ...rest } = stored(sealed.packet);
    expect(inspectPacket({ ...rest, packet: { ...packet, sha256: sha256('') } })).toBe('digest-mismatch');
  });

  it.each(['', '{', '[]', '{ }', '{"outputs":"\\ud800"}'])(
    'notices bytes that are not canonical: %s',
    (text) => {
      const bytes = Buffer.from(text);
      const { packet, ...rest } = stored(sealed.packet);
      expect(inspectPacket({ ...rest, packet: { ...packet, bytes, sha256: sha256(bytes) } })).toBe(
        'not-canonical',
      );
    },
  );

  it.each<[string, unknown]>([
    ['other items', { ...sealed.packet, inputs: { answers: { a_self: { X1: 9 } } } }],
    ['other outputs', { ...sealed.packet, outputs: { score: 1 } }],
    ['nothing that this build knows', {}],
  ])('does not judge a packet of another model that has %s', (_, content) => {
    const other = { ...(content as object), model_id: 'core_scoring.v2' };
    expect(inspectPacket(stored(other, 'core_scoring.v2'))).toBe('unknown-model');
    expect(inspectPacket({ ...stored(other, 'core_scoring.v2'), stage3Completed: false })).toBe(
      'unknown-model',
    );
    // What only one side says may be the truth.
    expect(inspectPacket(stored(other))).toBe('unknown-model');
    expect(inspectPacket(stored(content, 'core_scoring.v2'))).toBe('unknown-model');
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['beyond its scale', { CS1: 100 }],
    ['below its scale', { CS1: -1 }],
    ['between two', { CS1: 1.5 }],
    ['in words', { CS1: '1' }],
    ['to an item that there is not', { XX1: 1 }],
  ])('notices an answer %s', (_, given) => {
    const { inputs } = sealed.packet;
    const answers = { ...inputs.answers, b_self: { ...inputs.answers.b_self, ...given } };
    expect(inspectPacket(stored({ ...sealed.packet, inputs: { ...inputs, answers } }))).toBe(
      'incomplete-inputs',
    );
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['a number', 1],
  ])('survives inputs, answers and outputs that are %s', (_, odd) => {
    const { inputs } = sealed.packet;
    expect(inspectPacket(stored({ ...sealed.packet, inputs: odd }))).toBe('incomplete-inputs');
    expect(inspectPacket(stored({ ...sealed.packet, inputs: { ...inputs, answers: odd } }))).toBe(
      'incomplete-inputs',
    );
    const answers = { ...inputs.answers, b_self: odd };
    expect(inspectPacket(stored({ ...sealed.packet, inputs: { ...inputs, answers } }))).toBe(
      'incomplete-inputs',
    );
    expect(inspectPacket(stored({ ...sealed.packet, outputs: odd }))).toBe('incomplete-outputs');
  });
});
