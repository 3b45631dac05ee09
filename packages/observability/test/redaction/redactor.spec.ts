import { extent } from '@couplekit/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.js';
import { INNOCENT_TEXTS, SECRET_TEXTS } from './corpus.js';

const redactor = createRedactor();

describe('a text', () => {
  it.each(SECRET_TEXTS)('loses what is secret in it: %s', (text, secret) => {
    expect(text).toContain(secret);
    for (const around of [text, `before ${text}`, `${text} after`, `{ ${text} }`]) {
      const clean = redactor.text(around);
      expect(clean).not.toContain(secret);
      expect(clean).toContain('[redacted]');
      expect(redactor.text(clean)).toBe(clean);
    }
  });

  it.each(INNOCENT_TEXTS)('without secrets comes back as it is: %s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });

  it('is safe for whatever it is, and the second time the same', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^(?:[a-z]{0,6}[:="'\\ /@.&-]{0,3}){0,40}$/),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const clean = redactor.text(text);
        expect(redactor.text(clean)).toBe(clean);
      }),
      { numRuns: extent(400, 2_000) },
    );
  });

  const secret = fc.stringMatching(/^[A-Za-z]\w{9,30}[0-9]$/);
  const name = fc.constantFrom(
    'password',
    'apiKey',
    'client_secret',
    'X-Auth-Token',
    'refresh_token',
    '비밀번호',
  );
  const forms = fc.constantFrom<(name: string, value: string) => string>(
    (key, value) => `${key}=${value}`,
    (key, value) => `${key}: ${value}`,
    (key, value) => JSON.stringify({ [key]: value }),
    (key, value) => JSON.stringify({ body: JSON.stringify({ [key]: value }) }),
    (key, value) => `https://example.com/?a=1&${key}=${value}&b=2`,
    (key, value) => `{ ${key}: '${value}' }`,
  );
  it('has no value of a secret name in any form and place', () => {
    fc.assert(
      fc.property(secret, name, forms, fc.lorem(), (value, key, form, words) => {
        expect(redactor.text(`${words} ${form(key, value)} ${words}`)).not.toContain(value);
      }),
      { numRuns: extent(250, 1_000) },
    );
  });

  it.each([
    ['a="', 'quotes that never end'],
    ['password=', 'names without values'],
    ['a=b=', 'pairs in pairs'],
    [`a='b="`, 'quotes in quotes'],
    ['-----BEGIN PRIVATE KEY-----', 'keys that never end'],
    ['http://a:', 'credentials that never end'],
    ['eyJaaaaaaaa.', 'tokens that never end'],
    ['A'.repeat(50), 'one long word'],
    [String.raw`\"`, 'backslashes'],
    ['Bearer ', 'schemes'],
    ['/aA1', 'segments'],
    ['&state=x', 'states beside no code'],
  ])('of %s again and again takes no more time than its length deserves', (part) => {
    // In quadratic time this would be at it for minutes, beyond the limit of a test.
    expect(redactor.text(part.repeat(1_000_000 / part.length))).not.toBe('');
  });
});

describe('a request target', () => {
  it.each([
    ['/a/b', '/a/b'],
    ['/a/b?token=x&page=2', '/a/b?token=[redacted]&page=2'],
    ['/a?%74oken=x', '/a?%74oken=[redacted]'],
    ['/a?q0Zl8rN4mXo2Yb7c_KfV-1tUeHs9aDgJ', '/a[redacted]'],
    ['/a?next=q0Zl8rN4mXo2Yb7c_KfV-1tUeHs9aDgJ', '/a?next=[redacted]'],
    [
      '/sessions/0b8a0c8e-7d6f-4d0e-9c55-0d5b1f0f9a11/result',
      '/sessions/0b8a0c8e-7d6f-4d0e-9c55-0d5b1f0f9a11/result',
    ],
    ['/invites/q0Zl8rN4mXo2Yb7c_KfV-1tUeHs9aDgJpWi3LQ6xRzE/accept', '/invites/[redacted]/accept'],
    ['/share/q0Zl8rN4mXo2Yb7c_KfV-1tUeHs9aDgJpWi3LQ6xRzE.png', '/share/[redacted]'],
    ['/reset/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', '/reset/[redacted]'],
    ['/posts/how-to-plan-a-first-anniversary', '/posts/how-to-plan-a-first-anniversary'],
    [
      '/글/%EA%B8%B0%EB%85%90%EC%9D%BC-%EC%84%A0%EB%AC%BC',
      '/글/%EA%B8%B0%EB%85%90%EC%9D%BC-%EC%84%A0%EB%AC%BC',
    ],
    ['/%E0%A4%A', '/%E0%A4%A'],
    ['/login;token=abc123', '/login;token=[redacted]'],
    ['/login/pin=1234', '/login/pin=[redacted]'],
    ['/r/900101-1234567', '/r/[redacted]'],
    ['http://user:hunter2@host/items/1?token=x', '/items/1?token=[redacted]'],
    ['//user@host/items', '//user@host/items'],
    ['*', '*'],
  ])('%s is shown as %s', (target, shown) => {
    expect(redactor.path(target)).toBe(shown);
  });

  it.each([
    ['/invites/abc', '/invites/:token', '/invites/[redacted]'],
    ['/invites/abc/accept', '/invites/:inviteToken/accept', '/invites/[redacted]/accept'],
    ['/a/abc/b', '/a{/:secret}/b', '/a/[redacted]/b'],
    ['/a', '/a{/:secret}', '/a'],
    ['/couples/7/otp/482913', '/couples/:id/otp/:otp(\\d+)', '/couples/7/otp/[redacted]'],
    ['/files/a/b/abc', '/files/*path/:token', '/files/a/b/abc'],
    ['/items/abc', '/items/:id', '/items/abc'],
  ])('%s of the route %s is shown as %s', (target, template, shown) => {
    for (const _ of ['first', 'second']) expect(redactor.path(target, template)).toBe(shown);
  });

  it('is shown up to a length', () => {
    expect(redactor.path(`/${'a/'.repeat(2_000)}`)).toHaveLength(512);
  });
});

describe('an answer of OAuth', () => {
  it.each([
    ['/callback?code=4%2Fx&state=y', '/callback?code=[redacted]&state=[redacted]'],
    ['/callback?state=y&code=x#_=_', '/callback?state=[redacted]&code=[redacted]'],
    ['/callback?c%6Fde=x', '/callback?c%6Fde=[redacted]'],
    ['/callback#code=x', '/callback#code=[redacted]'],
    ['/couples?state=open&page=2', '/couples?state=open&page=2'],
    ['/errors?error_code=E1&zip-code=1', '/errors?error_code=E1&zip-code=1'],
    ['/code=1/state=2', '/code=1/state=2'],
  ])('%s is shown as %s', (target, shown) => {
    expect(redactor.path(target)).toBe(shown);
  });

  it('is one in a query of a span, and not where something else has a code or a state', () => {
    const attributes = { 'url.query': 'code=x&state=y', 'url.full': 'https://a.example/?code=x' };
    expect(redactor.attributes(attributes)).toEqual({
      'url.query': 'code=[redacted]&state=[redacted]',
      'url.full': 'https://a.example/?code=[redacted]',
    });
    const fields = { code: 'ECONNREFUSED', state: 'open', err: { code: 'E1' }, query: { code: 'KR' } };
    expect(redactor.fields(fields)).toBe(fields);
  });

  it('may be said to be none', () => {
    const own = createRedactor({ allowKeys: ['code'] });
    expect(own.path('/errors?code=E1')).toBe('/errors?code=E1');
    expect(own.text('GET /errors?code=E1')).toBe('GET /errors?code=E1');
  });
});

describe('fields', () => {
  it('lose the values of secret names, whatever they are, and keep all others', () => {
    const at = new Date(0);
    const line = {
      user: 'a',
      password: 'hunter2',
      pin: 1234,
      apiKey: ['hunter2'],
      credentials: { a: 1 },
      hasToken: true,
      token: null,
      tokens: 512,
      nested: [{ Authorization: 'Bearer hunter2' }, { at, note: 'password=hunter2' }],
    };
    const before = structuredClone(line);
    expect(redactor.fields(line)).toEqual({
      user: 'a',
      password: '[redacted]',
      pin: '[redacted]',
      apiKey: '[redacted]',
      credentials: '[redacted]',
      hasToken: true,
      token: null,
      tokens: 512,
      nested: [{ Authorization: '[redacted]' }, { at, note: 'password=[redacted]' }],
    });
    expect(line).toEqual(before);
  });

  it('lose values that stand behind their names in a list, as raw headers and entries do', () => {
    const line = {
      rawHeaders: ['Host', 'x', 'Cookie', 'sid=hunter2', 'X-Api-Key', 'hunter2'],
      entries: Object.entries({ page: 2, access_token: 'hunter2' }),
      'otp-code': '4711',
    };
    expect(redactor.fields(line)).toEqual({
      rawHeaders: ['Host', 'x', 'Cookie', '[redacted]', 'X-Api-Key', '[redacted]'],
      entries: [
        ['page', 2],
        ['access_token', '[redacted]'],
      ],
      'otp-code': '[redacted]',
    });
  });

  it('of an error lose secrets in all of its texts', () => {
    const error = { type: 'token=hunter2', message: 'a', code: 'password=hunter2', cause: { type: 'Error', message: 'token=hunter2' } }; // prettier-ignore
    expect(redactor.error(error)).toMatchObject({
      type: 'token=[redacted]',
      code: 'password=[redacted]',
      cause: { message: 'token=[redacted]' },
    });
  });

  it('without secrets are the same object', () => {
    const line = { a: 1, b: { c: ['x', new Date(0)], e: ['a', 'b', 'c'] }, d: new Error('x') };
    expect(redactor.fields(line)).toBe(line);
  });

  it('may be of any kind', () => {
    const circle: Record<string, unknown> = { password: 'hunter2' };
    circle['self'] = circle;
    expect(redactor.fields(circle)).toEqual({ password: '[redacted]', self: '[Circular]' });
    const throwing = {
      get bad(): never {
        throw new Error('no');
      },
      json: { toJSON: () => { throw new Error('no'); } }, // prettier-ignore
      proxy: new Proxy({}, { ownKeys: () => { throw new Error('no'); } }), // prettier-ignore
      good: 1,
      secret: Symbol('x'),
    };
    expect(redactor.fields(throwing)).toMatchObject({
      bad: '[redacted]',
      json: '[redacted]',
      good: 1,
      secret: '[redacted]',
    });
    const made = { toJSON: () => ({ password: 'hunter2', url: new URL('https://a:hunter2@b/') }) };
    expect(JSON.stringify(redactor.fields({ made }))).not.toContain('hunter2');
    let deep: object = { password: 'hunter2' };
    for (let depth = 0; depth < 100; depth++) deep = { deep };
    expect(JSON.stringify(redactor.fields({ deep }))).not.toContain('hunter2');
  });

  it('never throw, and never show a secret', () => {
    fc.assert(
      fc.property(
        fc.object({ withBigInt: true, withMap: true, withDate: true, withTypedArray: true }),
        (value) => {
          const clean = redactor.fields({ value, list: [{ token: 'hunter2' }, value] });
          expect(String(clean.list[0]?.token)).toBe('[redacted]');
        },
      ),
    );
  });
});

describe('options', () => {
  it('name more secrets, and what is none', () => {
    const own = createRedactor({
      keys: ['loveLetter'],
      allowKeys: ['page_token'],
      patterns: [/couple-\d+/],
      replacement: '***',
    });
    expect(own.text('love_letter=x pageToken=y couple-17 and couple-18 token=z')).toBe(
      'love_letter=*** pageToken=y *** and *** token=***',
    );
    expect(own.fields({ theirLoveLetter: 'x', pageToken: 'y' })).toEqual({
      theirLoveLetter: '***',
      pageToken: 'y',
    });
    expect(own.path('/a?page-token=x&loveLetter=y')).toBe('/a?page-token=x&loveLetter=***');
  });

  it('can be false, for nothing is secret', () => {
    const none = createRedactor(false);
    expect(none.text('password=x')).toBe('password=x');
    expect(none.path('/a?token=x')).toBe('/a?token=x');
    expect(none.fields({ token: 'x' })).toEqual({ token: 'x' });
  });

  it.each([
    [{ keys: [''] }, 'keys'],
    [{ allowKeys: 'x' as never }, 'allowKeys'],
    [{ patterns: [/a/y] }, 'patterns'],
    [{ patterns: ['a' as never] }, 'patterns'],
    [{ replacement: '' }, 'replacement'],
  ])('%o is refused with its name', (options, name) => {
    expect(() => createRedactor(options)).toThrow(`redaction: ${name}`);
  });
});
