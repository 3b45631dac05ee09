import { expect, it } from 'vitest';
import { isTrustedHost, trustedHostnames } from './trusted-hosts.js';

const production = trustedHostnames('https://couple.example', ['couple-abc.run.app']);
const development = trustedHostnames('http://127.0.0.1:3000', []);

it.each([
  ['couple.example', true],
  ['COUPLE.example:443', true],
  ['couple.example.', true],
  ['couple-abc.run.app', true],
  ['couple.example.evil', false],
  ['evil.couple.example', false],
  ['couple.example@evil', false],
  ['localhost', false],
  ['127.0.0.1:3000', false],
  ['', false],
  [undefined, true],
])('in production, Host %s is trusted: %s', (host, trusted) => {
  expect(isTrustedHost({ host, url: '/' }, production)).toBe(trusted);
});

it.each([
  ['127.0.0.1:3000', true],
  ['localhost:3000', true],
  ['[::1]:3000', true],
  ['rebound.example:3000', false],
])('in development, Host %s is trusted: %s', (host, trusted) => {
  expect(isTrustedHost({ host, url: '/' }, development)).toBe(trusted);
});

it.each([
  ['/healthz', true],
  ['/readyz?x=1', true],
  ['/healthz/x', false],
  ['/healthzy', false],
])('health at %s may be asked for by an address: %s', (url, trusted) => {
  expect(isTrustedHost({ host: '10.0.0.7:8080', url }, production)).toBe(trusted);
});
