import { Argument, type Command } from 'commander';
import { auditNoIndex } from '../auditing/audit-no-index.js';
import type { AuditReport } from '../auditing/audit-report.js';
import { AuditUnreachableError } from '../auditing/audit-unreachable-error.js';
import type { AuditOptions } from '../auditing/audit-options.js';
import type { Cli } from './cli.js';
import { CliError, EXIT_CODE, usageError } from './cli-error.js';
import { readLines } from './read-file.js';
import { renderReport } from './render-report.js';
import { tableFrom, type TableOptions } from './table-option.js';
import { terminalSafe } from './terminal-safe.js';

interface AuditCommandOptions extends TableOptions {
  readonly publicUrl?: string;
  readonly seeds?: string;
  readonly bot?: string;
  readonly header?: readonly string[];
  readonly maxPages?: number;
  readonly maxDepth?: number;
  readonly concurrency?: number;
  readonly timeout?: number;
  readonly readOnly?: boolean;
  readonly json?: boolean;
}

/** `audit`: what of a running service could a crawler index? */
export function registerAudit(program: Command, cli: Cli): void {
  program
    .command('audit')
    .description(
      'crawl a running service and compare it with its table / 실행 중인 서비스를 수집해 표와 비교합니다',
    )
    .addArgument(new Argument('<base-url>', 'where it listens: http://127.0.0.1:3000'))
    .option('--table <file>', 'its table as JSON, see tableOf() / 표(JSON 파일)')
    .option(
      '--noindex <path>',
      'a path that must be noindex, as /share{/*path} (repeatable) / 색인하지 않을 경로',
      collect,
    )
    .option(
      '--sensitive <path>',
      'a path whose pages are sensitive (repeatable) / 민감한 페이지의 경로',
      collect,
    )
    .option('--public-url <url>', 'the address that people know / 공개 주소')
    .option('--seeds <file>', 'more paths to start from, one a line / 시작할 경로 목록(한 줄에 하나)')
    .option('--bot <name>', 'the crawler that counts; default: googlebot / 기준 크롤러')
    .option(
      '--header <line>',
      "sent with every request, as 'Cookie: a=b' (repeatable) / 모든 요청에 보낼 헤더",
      collect,
    )
    .option(
      '--max-pages <n>',
      'most pages of the crawl; default: 500 / 최대 페이지 수',
      wholeNumber('--max-pages'),
    )
    .option('--max-depth <n>', 'most links from a start to a page; default: 16', wholeNumber('--max-depth'))
    .option(
      '--concurrency <n>',
      'most requests at a time; default: 4 / 동시 요청 수',
      wholeNumber('--concurrency'),
    )
    .option('--timeout <ms>', 'for one answer; default: 10000 / 응답 제한 시간', wholeNumber('--timeout'))
    .option('--read-only', 'no POST / POST를 보내지 않음')
    .option('--json', 'the report as one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 clean, 1 findings, 64 usage, 66 a file cannot be read, 69 the service does not answer',
    )
    .action(async (baseUrl: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<AuditCommandOptions>();
      const report = await run(await auditOptions(baseUrl, options));
      cli.out.write(
        `${options.json ? terminalSafe(JSON.stringify(report)) : renderReport(report, cli.language())}\n`,
      );
      cli.exitWith(report.isClean ? EXIT_CODE.clean : EXIT_CODE.findings);
    });
}

async function auditOptions(baseUrl: string, options: AuditCommandOptions): Promise<AuditOptions> {
  const { publicUrl, seeds, bot, header = [], maxPages, maxDepth, concurrency, timeout, readOnly } = options;
  const table = await tableFrom(options);
  return {
    baseUrl: httpUrl('BASE_URL', baseUrl),
    headers: Object.fromEntries(header.map(headerOf)),
    ...(table && { table }),
    ...(publicUrl !== undefined && { publicUrl: httpUrl('--public-url', publicUrl) }),
    ...(seeds !== undefined && { seeds: await readLines(seeds) }),
    ...(bot !== undefined && { bot }),
    ...(maxPages !== undefined && { maxPages }),
    ...(maxDepth !== undefined && { maxDepth }),
    ...(concurrency !== undefined && { concurrency }),
    ...(timeout !== undefined && { timeoutMs: timeout }),
    ...(readOnly && { readOnly }),
  };
}

async function run(options: AuditOptions): Promise<AuditReport> {
  try {
    return await auditNoIndex(options);
  } catch (error) {
    if (error instanceof AuditUnreachableError) {
      const { url, failure } = error;
      throw new CliError({ en: error.message, ko: `${url}에 연결할 수 없습니다: ${failure}.` }, EXIT_CODE.unreachable, { cause: error }); // prettier-ignore
    }
    if (error instanceof TypeError) throw usageError(error.message, error.message);
    throw error;
  }
}

function httpUrl(name: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw usageError(
    `${name} must be a URL as http://127.0.0.1:3000, not "${value}".`,
    `${name}은(는) http://127.0.0.1:3000과 같은 URL이어야 합니다: "${value}"`,
  );
}

function headerOf(line: string): readonly [string, string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
  if (name !== undefined && value !== undefined) return [name.toLowerCase(), value.trim()];
  throw usageError(`--header must be as 'Name: value'.`, `--header는 'Name: value' 형식이어야 합니다.`);
}

function wholeNumber(name: string) {
  return (text: string): number => {
    if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
    throw usageError(`${name} must be a whole number from 1.`, `${name}은(는) 1 이상의 정수여야 합니다.`);
  };
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
