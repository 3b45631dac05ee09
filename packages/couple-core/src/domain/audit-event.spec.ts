import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { emptyChain, linkEvent } from './audit-event.js';

const salt = Buffer.alloc(32, 7);
const event = {
  type: 'session.created',
  facts: { roles: ['A'], k_threshold: 3 },
  actor: 'visitor',
  request_id: null,
  code_ref: 'x',
  at: 't',
} as const;
const place = (chain: string, head = emptyChain(chain)) => ({ chain, head, salt });

describe('linkEvent', () => {
  it('binds every event to its predecessor, its place and its chain', () => {
    const first = linkEvent(place('chain'), event);
    const second = linkEvent(place('chain', first), event);
    expect(JSON.parse(second.bytes.toString())).toMatchObject({
      chain: 'chain',
      seq: 2,
      prev: first.hash.toString('hex'),
    });
    expect(second.prevHash).toEqual(first.hash);
    expect(second.hash).toEqual(createHash('sha256').update(second.bytes).digest());
    expect(linkEvent(place('other'), event).hash).not.toEqual(first.hash);
  });

  it('commits to the facts without holding them', () => {
    const { bytes, payload } = linkEvent(place('chain'), event);
    expect(payload).toEqual({ salt, bytes: Buffer.from('{"k_threshold":3,"roles":["A"]}') });
    expect(JSON.parse(bytes.toString())).toEqual({
      type: 'session.created',
      actor: 'visitor',
      request_id: null,
      code_ref: 'x',
      at: 't',
      chain: 'chain',
      seq: 1,
      prev: createHash('sha256').update('chain').digest('hex'),
      payload: createHash('sha256').update(salt).update(payload.bytes).digest('hex'),
    });
    const other = { ...place('chain'), salt: Buffer.alloc(32, 8) };
    expect(linkEvent(other, event).hash).not.toEqual(linkEvent(place('chain'), event).hash);
  });
});
