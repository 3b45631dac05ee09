#!/usr/bin/env node
import { CommanderError } from 'commander';
import { adLayoutCommand, tellFailure } from './ad-layout.command.js';
import { EXIT_CODE } from './exit-code.js';

const locale = process.env['LC_ALL'] ?? process.env['LANG'];
const command = adLayoutCommand({
  out: process.stdout,
  language: locale?.startsWith('ko') ? 'ko' : 'en',
  exitWith: (code) => void (process.exitCode = code),
});

try {
  await command.parseAsync();
} catch (error) {
  // Commander has said what is wrong; asking for help is not wrong.
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? EXIT_CODE.passed : EXIT_CODE.usage;
  else {
    const { lang } = command.opts<{ readonly lang?: 'ko' | 'en' }>();
    const told = tellFailure(error, lang ?? (locale?.startsWith('ko') ? 'ko' : 'en'));
    process.stderr.write(`couplekit-ad-layout: ${told ?? String(error)}\n`);
    process.exitCode = EXIT_CODE.unavailable;
  }
}
