import { Argument, type Command } from 'commander';
import { buildTimeline } from './build-timeline.js';
import { print, type Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { EXIT_CODE } from './exit-code.js';
import { findRecords, type Query } from './find-records.js';
import { Inputs } from './inputs.js';
import { renderTimeline } from './render-timeline.js';
import type { Timeline } from './timeline.js';

interface TimelineOptions {
  readonly requestId?: string;
  readonly traceId?: string;
  readonly json?: boolean;
  readonly stacks?: boolean;
  readonly skewCorrection: boolean;
  readonly limit: number;
}

const LIMIT = 10_000;

/** The command itself: what happened to one request or trace. */
export function registerTimeline(program: Command, cli: Cli): void {
  program
    .addArgument(
      new Argument(
        '<files...>',
        'log files (NDJSON) and spans (OTLP JSON), also .gz; a directory for its log files; - for standard input',
      ),
    )
    .option('--request-id <id>', 'the request / 요청 id')
    .option('--trace-id <id>', 'the trace, 32 hex digits / trace id')
    .option('--stacks', 'with stacks of errors / 오류 스택 포함')
    .option('--no-skew-correction', 'leave clocks as they are / 시계를 보정하지 않음')
    .option(
      '--limit <n>',
      `the most lines, and the most spans, that are shown / 최대 줄 수, 최대 span 수`,
      wholeNumber,
      LIMIT,
    )
    .option('--json', 'one line of JSON')
    .addHelpText('after', '\nExit codes: 0 found, 1 not found, 64 usage, 66 a file cannot be read')
    .action(async (names: readonly string[], options: TimelineOptions) => {
      const query = queryOf(options);
      await using inputs = new Inputs(cli.stdin);
      const records = await findRecords(await inputs.resolve(names), query, options.limit);
      const timeline = buildTimeline(query, records, options.skewCorrection);
      if (timeline.found || options.json) {
        print(cli, options.json, {
          json: timeline,
          text: (language) => renderTimeline(timeline, { language, withStacks: options.stacks === true }),
        });
      }
      if (!timeline.found) throw notFound(timeline);
    });
}

function queryOf({ requestId, traceId }: TimelineOptions): Query {
  if ((requestId === undefined) === (traceId === undefined)) {
    throw usage('Give --request-id or --trace-id.', '--request-id나 --trace-id 중 하나를 주세요.');
  }
  if (requestId !== undefined) {
    if (requestId === '') throw usage('--request-id is empty.', '--request-id가 비어 있습니다.');
    return { requestId };
  }
  const hex = traceId?.toLowerCase() ?? '';
  if (!/^[0-9a-f]{32}$/.test(hex)) {
    throw usage('--trace-id must be 32 hex digits.', '--trace-id는 16진수 32자리여야 합니다.');
  }
  return { traceId: hex };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw usage('--limit must be a whole number from 1.', '--limit은 1 이상의 정수여야 합니다.');
  }
  return Number(text);
}

function usage(en: string, ko: string): CliError {
  return new CliError({ en, ko }, EXIT_CODE.usage);
}

function notFound({ query, files }: Timeline): CliError {
  const what = 'requestId' in query ? `request ${query.requestId}` : `trace ${query.traceId}`;
  const damaged = files.flatMap(({ name, damagedMentions }) =>
    damagedMentions.map((line) => `${name}:${line}`),
  );
  const only = damaged.slice(0, 5).join(', ');
  return new CliError(
    {
      en: `${what} is in none of ${files.length} files${only && `, but in damaged lines: ${only}`}.`,
      ko: `파일 ${files.length}개 어디에도 ${what}이(가) 없습니다${only && `(손상된 줄에는 있음: ${only})`}.`,
    },
    EXIT_CODE.notFound,
  );
}
