import { describe, expect, it } from 'vitest';
import { meaningOf } from './sqlstate.js';

const violation = (message: string) =>
  meaningOf({ code: '23503', message, constraint: 'child_fkey', table: 'children' });

/** How the translations of PostgreSQL's messages quote names. */
const QUOTES = ['"%"', '„%“', '»%«', '« % »', '«%»', '“%”', '「%」', '『%』'] as const;

describe('meaningOf', () => {
  it.each(QUOTES)('tells a missing row from one in use by the number of names: %s', (quotes) => {
    const name = (text: string) => quotes.replace('%', text);
    expect(violation(`x ${name('children')} y ${name('child_fkey')}`)).toBe('missing-reference');
    expect(violation(`x ${name('parents')} y ${name('child_fkey')} z ${name('children')}`)).toBe(
      'still-in-use',
    );
  });

  it('is not misled by quotes inside of the names that it knows', () => {
    const error = { code: '23503', constraint: 'a"b"c', table: '"quoted"' };
    expect(meaningOf({ ...error, message: 'x ""quoted"" y "a"b"c"' })).toBe('missing-reference');
  });

  it.each([
    ['23000', 'unforeseen'],
    ['40002', 'unforeseen'],
    ['XX000', 'unforeseen'],
    ['57P05', 'try-again'],
    ['08P01', 'try-again'],
    ['22P02', 'invalid'],
  ])('reads %s as %s', (code, meaning) => {
    expect(meaningOf({ code, message: '', constraint: undefined, table: undefined })).toBe(meaning);
  });
});
