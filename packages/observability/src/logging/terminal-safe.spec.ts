import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeInJson, terminalSafe } from './terminal-safe.js';

it('lets nothing through that could steer or mislead a terminal', () => {
  expect(terminalSafe('\u001b[2J\u009b31m a\rb\nc\td\u0007\u202e\u2066\u200b\ud800\u{e0041}')).toBe(
    String.raw`\u001b[2J\u009b31m a\rb\nc\td\u0007\u202e\u2066\u200b\ud800\udb40\udc41`,
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      // oxlint-disable-next-line no-control-regex -- they are what this is about
      expect(terminalSafe(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

it('leaves readable text alone', () => {
  expect(terminalSafe('주문 완료 ✓ 😀 "quoted"')).toBe('주문 완료 ✓ 😀 "quoted"');
});

it('keeps the value of JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(escapeInJson(JSON.stringify({ text })))).toEqual({ text });
    }),
  );
});
