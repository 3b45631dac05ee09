import { expect, it } from 'vitest';
import { isCrossSite } from './cross-site.js';

const origins = ['https://couple.example'];

it.each([
  [{ 'sec-fetch-site': 'same-origin' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ 'sec-fetch-site': 'same-site' }, true],
  [{ 'sec-fetch-site': 'cross-site' }, true],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://couple.example' }, true],
  [{ 'sec-fetch-site': 'something new' }, true],
  [{ origin: 'https://couple.example' }, false],
  [{ origin: 'HTTPS://COUPLE.EXAMPLE' }, false],
  [{ origin: 'https://couple.example.evil' }, true],
  [{ origin: 'http://couple.example' }, true],
  [{ origin: 'null' }, false],
  [{}, false],
])('%o is cross-site: %s', (headers, expected) => {
  expect(isCrossSite(headers, origins)).toBe(expected);
});
