import { describe, expect, it } from 'vitest';
import { explainEnd, isPassing, lastLine } from './server-log.js';

const own = '2026-01-31 12:00:00.000 UTC [123]';
const other = '2026-01-31 12:00:00.000 UTC [456]';

describe('what a server log says', () => {
  it.each([
    [
      'the fatal message, not the farewell after it',
      [`${own} FATAL:  no room`, `${own} LOG:  shut down`],
      'no room',
    ],
    [
      'with the detail of the fatal message',
      [`${own} FATAL:  too old`, `${own} DETAIL:  Made by 17.`],
      'too old: Made by 17',
    ],
    [
      'the own message, not that of another process',
      [`${own} FATAL:  lock file`, `${other} FATAL:  gone`],
      'lock file',
    ],
    [
      'the message of recovery, which is a process of its own',
      [`${other} PANIC:  no checkpoint`, `${own} LOG:  bye`],
      'no checkpoint',
    ],
    [
      'not what sessions were told',
      [`${other} FATAL:  the database system is starting up`, `${own} LOG:  bye`],
      `${own} LOG:  bye`,
    ],
    [
      'not how sessions of a killed server ended',
      [`${other} FATAL:  terminating connection due to unexpected postmaster exit`, `${own} LOG:  bye`],
      `${own} LOG:  bye`,
    ],
    ['the last line when nothing was fatal', ['one', 'two', ''], 'two'],
    ['nothing when it is empty', [''], undefined],
  ])('is %s', (_, lines, explanation) => {
    expect(explainEnd(lines.join('\n'), 123)).toBe(explanation);
  });

  it('ends with its last line that is not empty', () => {
    expect(lastLine('one\n two \n\n')).toBe('two');
  });

  it.each([
    ['lock file "postmaster.pid" already exists', true],
    ['pre-existing shared memory block (key 1, ID 2) is still in use', true],
    ['could not create any TCP/IP sockets', true],
    ['configuration file "postgresql.conf" contains errors', false],
  ])('tells whether waiting mends it: %s', (explanation, mended) => {
    expect(isPassing(explanation)).toBe(mended);
  });
});
