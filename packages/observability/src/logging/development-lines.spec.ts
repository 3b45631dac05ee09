import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { DevelopmentLines } from './development-lines.js';

/** What a terminal without colours shows. */
function shown(...lines: object[]): string[] {
  const terminal = new PassThrough();
  new DevelopmentLines(terminal).write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return stripVTControlCharacters(String(terminal.read())).trimEnd().split('\n');
}

const line = {
  level: 30,
  time: new Date(2026, 10, 23, 12, 3, 4, 5).toISOString(),
  service: 'couple-api',
  request_id: '0193f3a0-1111-7abc-8abc-0123456789ab',
  trace_id: 'a'.repeat(32),
  span_id: 'b'.repeat(16),
  trace_flags: '01',
};

it('shows a line with its time, level, short id, context, message and fields', () => {
  expect(shown({ ...line, context: 'Orders', msg: 'saved', order: 7, tags: ['a'] })).toEqual([
    '12:03:04.005 INFO  456789ab [Orders] saved order=7 tags=["a"]',
  ]);
});

it('shows an access line as a request and its answer', () => {
  const access = {
    method: 'GET',
    route: '/items/:id',
    path: '/items/7',
    status: 200,
    duration_ms: 1.5,
    bytes: 180,
  };
  expect(shown({ ...line, ...access, msg: 'request completed' })).toEqual([
    '12:03:04.005 INFO  456789ab GET /items/7 200 1.5ms 180B',
  ]);
  const aborted = { ...access, status: undefined, aborted: true, client_request_id: 'x' };
  expect(shown({ ...line, level: 40, ...aborted, msg: 'request aborted' })).toEqual([
    '12:03:04.005 WARN  456789ab GET /items/7 - 1.5ms 180B aborted client_request_id=x',
  ]);
});

it('shows the stack of an error, and what caused it', () => {
  const err = {
    type: 'Error',
    message: 'broken',
    stack: 'Error: broken\n    at here',
    cause: { message: 'why' },
  };
  expect(shown({ ...line, level: 50, err, msg: 'broken' })).toEqual([
    '12:03:04.005 ERROR 456789ab broken',
    '    Error: broken',
    '    at here',
    '    because: why',
  ]);
});

it('keeps lines in columns outside of requests, and lets nothing steer the terminal', () => {
  expect(shown({ level: 30, time: line.time, msg: 'a\u001b[2Jb\nc' })).toEqual([
    String.raw`12:03:04.005 INFO           a\u001b[2Jb\nc`,
  ]);
  const terminal = new PassThrough();
  new DevelopmentLines(terminal).write('no JSON\n');
  expect(String(terminal.read())).toBe('no JSON\n');
});

it('uses colours where the terminal has them', () => {
  const terminal = Object.assign(new PassThrough(), {
    isTTY: true,
    getColorDepth: () => 8,
    hasColors: () => true,
  });
  new DevelopmentLines(terminal).write(`${JSON.stringify({ ...line, level: 50, msg: 'x' })}\n`);
  expect(String(terminal.read())).toContain('\u001b[31mERROR\u001b[39m');
});
