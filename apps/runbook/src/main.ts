#!/usr/bin/env node
import { runCli } from './cli/run-cli.js';

// Whoever reads may have had enough.
process.stdout.on('error', () => process.exit(1));
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
process.exitCode = await runCli(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  signal: stop.signal,
});
