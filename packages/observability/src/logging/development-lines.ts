import { styleText } from 'node:util';
import type { DestinationStream } from 'pino';
import { terminalSafe } from './terminal-safe.js';

type Format = Parameters<typeof styleText>[0];
type Fields = Readonly<Record<string, unknown>>;

const LEVELS: Readonly<Record<number, readonly [string, Format]>> = {
  10: ['TRACE', 'gray'],
  20: ['DEBUG', 'gray'],
  30: ['INFO ', 'green'],
  40: ['WARN ', 'yellow'],
  50: ['ERROR', 'red'],
  60: ['FATAL', 'red'],
};
/** Said elsewhere on the line, or of no use to whoever started the process. */
const SHOWN = [
  'level',
  'time',
  'service',
  'request_id',
  'trace_id',
  'span_id',
  'trace_flags',
  'context',
  'msg',
  'err',
];
const OF_ACCESS = ['method', 'route', 'path', 'status', 'duration_ms', 'bytes', 'aborted'];

/**
 * Log lines for a developer at a terminal: time, level, the last characters of the request id, and what happened, on one
 * line; below it the stack of an error.
 */
export class DevelopmentLines implements DestinationStream {
  constructor(private readonly terminal: NodeJS.WritableStream = process.stdout) {}

  /** @param lines one or more lines of JSON */
  write(lines: string): void {
    this.terminal.write(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => `${this.pretty(line)}\n`)
        .join(''),
    );
  }

  private pretty(line: string): string {
    const fields = parsed(line);
    if (!fields) return terminalSafe(line);
    const [level, color] = LEVELS[Number(fields['level'])] ?? ['?    ', 'gray'];
    const { request_id: id, err } = fields;
    const parts = [
      this.style('gray', clock(fields['time'])),
      this.style(color, level),
      this.style('cyan', typeof id === 'string' ? shortId(id) : ' '.repeat(8)),
      isAccess(fields) ? access(fields) : message(fields),
      this.style('gray', rest(fields)),
    ];
    return `${parts.filter((part) => part !== '').join(' ')}${this.style('gray', stackOf(err))}`;
  }

  private style(format: Format, text: string): string {
    return text === '' ? '' : styleText(format, text, { stream: this.terminal });
  }
}

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined; // Somebody wrote a line of text to the logger's stream.
  }
}

/** Of the local day, to the millisecond. */
function clock(time: unknown): string {
  const at = new Date(String(time));
  if (Number.isNaN(at.getTime())) return '';
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** The end of the id: UUIDs of version 7 begin with the time, which neighbours share. */
function shortId(id: string): string {
  return terminalSafe(id).slice(-8).padEnd(8);
}

function isAccess(fields: Fields): boolean {
  return 'duration_ms' in fields && 'method' in fields;
}

function access(fields: Fields): string {
  const { method, path, status, duration_ms: duration, bytes, aborted } = fields;
  const parts = [
    method,
    path,
    status ?? '-',
    `${String(duration)}ms`,
    typeof bytes === 'number' ? `${bytes}B` : '',
    aborted ? 'aborted' : '',
  ];
  return terminalSafe(parts.map(String).filter(Boolean).join(' '));
}

function message({ context, msg, err }: Fields): string {
  const { message: reason } = (err ?? {}) as Fields;
  const said = [msg, reason].filter((each) => typeof each === 'string' && each !== '');
  const text = [...new Set(said)].join(': ');
  return terminalSafe(typeof context === 'string' ? `[${context}] ${text}` : text);
}

function rest(fields: Fields): string {
  const hidden = isAccess(fields) ? [...SHOWN, ...OF_ACCESS] : SHOWN;
  return Object.entries(fields)
    .filter(([key]) => !hidden.includes(key))
    .map(([key, value]) =>
      terminalSafe(`${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`),
    )
    .join(' ');
}

function stackOf(err: unknown): string {
  const { stack, cause } = (err ?? {}) as Fields;
  if (typeof stack !== 'string') return '';
  const lines = stack.split('\n').map((line) => `\n    ${terminalSafe(line.trim())}`);
  const { message: reason } = (cause ?? {}) as Fields;
  const because = typeof reason === 'string' ? `\n    because: ${terminalSafe(reason)}` : '';
  return lines.join('') + because;
}
