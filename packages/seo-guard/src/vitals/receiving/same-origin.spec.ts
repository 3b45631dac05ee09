import { describe, expect, it } from 'vitest';
import { mayReport } from './same-origin.js';

const OTHER = 'https://www.example.com';

describe('a page may report', () => {
  it.each([
    ['without a word about where it is', {}, true],
    ['from the same host', { origin: 'https://couple.example' }, true],
    ['from another host', { origin: 'https://evil.example' }, false],
    ['from another port', { origin: 'https://couple.example:8443' }, false],
    ['from a host that begins like this one', { origin: 'https://couple.example.evil.example' }, false],
    ['from nowhere', { origin: 'null' }, false],
    ['from something that is no origin', { origin: '://' }, false],
    [
      'without a referrer, when the browser vouches for it',
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      true,
    ],
    [
      'from a host of the same name, when the browser says otherwise',
      { origin: 'https://couple.example', 'sec-fetch-site': 'cross-site' },
      false,
    ],
    ['from another host of the site', { 'sec-fetch-site': 'same-site' }, false],
    ['by a person’s own hand', { 'sec-fetch-site': 'none' }, false],
    ['from an origin on the list', { origin: OTHER, 'sec-fetch-site': 'cross-site' }, true],
  ])('%s', (_, headers, allowed) => {
    expect(mayReport({ host: 'Couple.example', ...headers }, [OTHER])).toBe(allowed);
  });
});
