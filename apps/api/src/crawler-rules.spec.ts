import { expect, it } from 'vitest';
import { crawlerRules } from './crawler-rules.js';

it.each([
  ['https://couple.example', '/problems{/*path}'],
  ['https://couple.example/app', '/app/problems{/*path}'],
])('the problem pages of %s are at %s', (publicBaseUrl, path) => {
  expect(crawlerRules({ publicBaseUrl })).toContainEqual({ path, robots: {} });
});
