import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { startOfUtcDay } from '../log-files/utc-day.js';
import { ageOfFile, type AgeOfFile } from './age-of-file.js';
import { print, type Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { EXIT_CODE } from './exit-code.js';
import { isLogFile, unreadable } from './inputs.js';
import { judgeRetention } from './judge-retention.js';
import { retentionInWords } from './retention-in-words.js';

interface RetentionOptions {
  readonly check: string;
  readonly days: number;
  readonly since?: string;
  readonly json?: boolean;
}

const EXIT_CODES = { ok: EXIT_CODE.ok, too_old: EXIT_CODE.tooOld, missing: EXIT_CODE.missing };

/** `retention`: are there log files that should be gone, or gone ones that should be there? */
export function registerRetention(program: Command, cli: Cli): void {
  program
    .command('retention')
    .description('prove that no log is older than it may be / 보관 기한이 지난 로그가 없음을 확인합니다')
    .requiredOption('--check <directory>', 'where the log files are, also below')
    .option('--days <n>', 'how many days are kept', wholeDays, 30)
    .option('--since <date>', 'no file is expected before this UTC date')
    .option('--json', 'one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 ok, 2 something is too old, 3 something is missing, 64 usage, 66 cannot be read',
    )
    .action(async (_options: unknown, command: Command) => {
      const { check, days, since, json } = command.optsWithGlobals<RetentionOptions>();
      if (since !== undefined && startOfUtcDay(since) === undefined) {
        throw usage('--since must be a date as 2026-11-23.', '--since는 2026-11-23과 같은 날짜여야 합니다.');
      }
      const report = judgeRetention(await agesIn(check), { now: cli.now(), retentionDays: days, since });
      print(cli, json, { json: report, text: (language) => retentionInWords(report, language) });
      cli.exitWith(EXIT_CODES[report.verdict]);
    });
}

async function agesIn(directory: string): Promise<AgeOfFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    (cause: unknown) => {
      throw unreadable(directory, cause);
    },
  );
  const paths = entries
    .filter((entry) => entry.isFile() && isLogFile(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const ages: AgeOfFile[] = [];
  for (const path of paths.toSorted()) {
    ages.push(await ageOfFile({ name: path, path }, relative(directory, path)));
  }
  return ages;
}

function wholeDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw usage('--days must be a whole number from 1.', '--days는 1 이상의 정수여야 합니다.');
  }
  return Number(text);
}

function usage(en: string, ko: string): CliError {
  return new CliError({ en, ko }, EXIT_CODE.usage);
}
