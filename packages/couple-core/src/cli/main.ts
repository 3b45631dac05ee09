#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ExportDamagedError } from '../domain/audit-export.js';
import type { LocalizedText } from '../domain/localized-text.js';
import { registerCheckpoint } from './checkpoint.command.js';
import type { Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { registerErase } from './erase.command.js';
import { EXIT_CODE } from './exit-code.js';
import { registerExport } from './export.command.js';
import { registerPackets } from './packets.command.js';
import { registerVerify } from './verify.command.js';

const program = new Command('couplekit-core')
  .description('the audit, packets and sessions of couple-core / couple-core의 감사 기록, 패킷, 세션')
  .option('--lang <ko|en>', 'language of what people read; default: by LC_ALL or LANG')
  .exitOverride();

const cli: Cli = {
  out: process.stdout,
  databaseUrl: process.env['DATABASE_URL'],
  language: () => {
    const wanted =
      program.opts<{ readonly lang?: string }>().lang ?? process.env['LC_ALL'] ?? process.env['LANG'];
    return wanted?.startsWith('ko') ? 'ko' : 'en';
  },
  exitWith: (code) => void (process.exitCode = code),
};

for (const register of [registerVerify, registerExport, registerCheckpoint, registerPackets, registerErase])
  register(program, cli);
// Whoever reads may have had enough.
process.stdout.on('error', () => process.exit(EXIT_CODE.failed));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? usageCode(error) : EXIT_CODE.failed;
  if (!(error instanceof CommanderError)) process.stderr.write(`couplekit-core: ${sentence(error)}\n`);
}

/** Commander has said what is wrong; asking for help is not wrong. */
function usageCode({ exitCode }: CommanderError): number {
  return exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
}

function sentence(error: unknown): string {
  const texts: LocalizedText =
    error instanceof CliError ? error.text : { en: reason(error), ko: reason(error) };
  return texts[cli.language()];
}

function reason(error: unknown): string {
  if (error instanceof ExportDamagedError) return error.message;
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return `it could not be done${code}: ${error instanceof Error ? error.name : 'unknown error'}`;
}
