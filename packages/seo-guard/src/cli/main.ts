#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { registerAudit } from './audit.command.js';
import type { Cli } from './cli.js';
import { CliError, EXIT_CODE } from './cli-error.js';
import { chooseLanguage, type LocalizedText } from './localized-text.js';
import { terminalSafe } from './terminal-safe.js';

const program = new Command('couplekit-noindex')
  .description(
    'what could search engines index that they must not? / 검색 엔진이 색인하면 안 되는 응답을 찾습니다',
  )
  .addOption(
    new Option('--lang <language>', 'of what people read; default: by LANGUAGE, LC_ALL or LANG').choices([
      'ko',
      'en',
    ]),
  )
  .exitOverride();

const cli: Cli = {
  out: process.stdout,
  language: () => chooseLanguage(process.env, program.opts<{ readonly lang?: string }>().lang),
  exitWith: (code) => void (process.exitCode = code),
};

registerAudit(program, cli);
// Whoever reads may have had enough.
process.stdout.on('error', () => process.exit(EXIT_CODE.findings));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`couplekit-noindex: ${terminalSafe(sentence(error)[cli.language()])}\n`);
  }
}

/** Commander has said what is wrong; asking for help is not wrong. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.clean : EXIT_CODE.usage;
  return error instanceof CliError ? error.exitCode : EXIT_CODE.findings;
}

function sentence(error: unknown): LocalizedText {
  if (error instanceof CliError) return error.text;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { en: `it could not be done: ${reason}`, ko: `실행하지 못했습니다: ${reason}` };
}
