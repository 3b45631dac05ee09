#!/usr/bin/env node
import { runCli } from './cli/run-cli.js';

// Whoever reads may have had enough.
process.stdout.on('error', () => process.exit(1));
process.exitCode = await runCli(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
});
