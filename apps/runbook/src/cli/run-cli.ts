import { Command, CommanderError } from 'commander';
import { readConfig, type Runbook } from '../config/read-config.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import type { LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';
import type { Cli, GlobalOptions } from './cli.js';
import { COMMANDS } from './commands.js';

/** The streams and variables of a process. */
export interface Surroundings {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when somebody asks the process to end. @default never */
  readonly signal?: AbortSignal;
}

/**
 * Runs one command line of `couplekit`.
 * @param words without the program's own name
 * @returns how the process should end
 */
export async function runCli(
  words: readonly string[],
  { out, err, env, signal = new AbortController().signal }: Surroundings,
): Promise<ExitCode> {
  let code: ExitCode = EXIT_CODES.pass;
  let runbook: Promise<Runbook> | undefined;
  const program = createProgram({ out, err });
  const options = () => program.opts<GlobalOptions>();
  const cli: Cli = {
    out,
    err,
    env,
    signal,
    options,
    language: () => ((options().lang ?? env['LC_ALL'] ?? env['LANG'])?.startsWith('ko') ? 'ko' : 'en'),
    runbook: () => (runbook ??= readConfig(options().config)),
    exitWith: (chosen) => void (code = chosen),
  };
  for (const register of COMMANDS) register(program, cli);
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.pass : EXIT_CODES.usage;
    const known = error instanceof OperatorError ? error : undefined;
    const text = known?.text ?? unforeseen(error);
    const exitCode = known?.exitCode ?? EXIT_CODES.fail;
    if (options().json) out.write(`${JSON.stringify({ error: text, exit_code: exitCode })}\n`);
    else err.write(`couplekit: ${text[cli.language()]}\n`);
    return exitCode;
  }
}

function createProgram({ out, err }: Pick<Surroundings, 'out' | 'err'>): Command {
  return new Command('couplekit')
    .description(
      'dry-run, approval, staged rollout, monitoring, rollback / 사전 점검, 승인, 단계 배포, 관찰, 롤백',
    )
    .option('--config <file>', 'the configuration / 설정 파일', 'runbook.yaml')
    .option('--key <file>', 'your private key; default: COUPLEKIT_KEY / 서명할 개인 키')
    .option('--lang <ko|en>', 'language; default: by LC_ALL or LANG / 언어')
    .option('--json', 'one line of JSON / JSON 한 줄')
    .addHelpText(
      'after',
      '\nExit codes: 0 pass, 1 fail, 2 waiting, 3 rolled back, 4 rollback incomplete, 5 ledger tampered, 64 usage',
    )
    .configureOutput({ writeOut: (text) => void out.write(text), writeErr: (text) => void err.write(text) })
    .exitOverride();
}

function unforeseen(error: unknown): LocalizedText {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { en: `It could not be done (${reason}).`, ko: `할 수 없었어요(${reason}).` };
}
