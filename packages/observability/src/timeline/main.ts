#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { EXIT_CODE } from './exit-code.js';
import { chooseLanguage, type LocalizedText } from './localized-text.js';
import { registerRetention } from './retention.command.js';
import { terminalSafe } from '../logging/terminal-safe.js';
import { registerTimeline } from './timeline.command.js';

const program = new Command('couplekit-timeline')
  .description(
    'what happened to one request, from logs and spans of several services / 여러 서비스의 로그와 span으로 요청 하나를 되짚습니다',
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
  stdin: process.stdin,
  now: Date.now,
  language: () => chooseLanguage(process.env, program.opts<{ readonly lang?: string }>().lang),
  exitWith: (code) => void (process.exitCode = code),
};

registerTimeline(program, cli);
registerRetention(program, cli);
// Whoever reads may have had enough.
process.stdout.on('error', () => process.exit(EXIT_CODE.notFound));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`couplekit-timeline: ${terminalSafe(sentence(error)[cli.language()])}\n`);
  }
}

/** Commander has said what is wrong; asking for help is not wrong. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
  return error instanceof CliError ? error.exitCode : EXIT_CODE.notFound;
}

function sentence(error: unknown): LocalizedText {
  if (error instanceof CliError) return error.text;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { en: `it could not be done: ${reason}`, ko: `실행하지 못했습니다: ${reason}` };
}
