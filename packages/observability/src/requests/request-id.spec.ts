import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdSource } from './id-source.js';
import { decideRequestId, REQUEST_ID_PATTERN } from './request-id.js';

const ids = new IdSource();

describe('decideRequestId', () => {
  it('makes a new id for every request without one', () => {
    const made = Array.from({ length: 100 }, () => decideRequestId(undefined, true, ids).id);
    expect(new Set(made).size).toBe(100);
    expect(decideRequestId('', true, ids)).toEqual({ id: expect.any(String), rejected: undefined });
  });

  it('keeps what it accepts and escapes what it does not, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.array(fc.string())), (header) => {
        const { id, rejected } = decideRequestId(header, true, ids);
        expect(id).toMatch(REQUEST_ID_PATTERN);
        if (rejected !== undefined) expect(rejected).toMatch(/^[\x20-\x7e]{1,768}$/);
        else if (header.length > 0 && typeof header === 'string') expect(id).toBe(header);
      }),
    );
  });

  it('makes UUIDs of version 7, in the order of time', () => {
    const [older, newer] = [ids.uuidV7(1_732_320_000_123), ids.uuidV7(1_732_320_000_124)];
    expect(older).toMatch(/^01935651-787b-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newer > older).toBe(true);
  });

  it('takes no id of a client that is not trusted', () => {
    expect(decideRequestId('order-7', false, ids)).toEqual({
      id: expect.stringMatching(/-7/),
      rejected: 'order-7',
    });
  });

  it('refuses two ids, which a proxy may have joined', () => {
    expect(decideRequestId(['a', 'b'], true, ids)).toMatchObject({ rejected: 'a, b' });
  });
});
