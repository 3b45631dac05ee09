import { inspect } from 'node:util';
import type { LoggerService } from '@nestjs/common';

/** Logs a thrown value once, as an error with its stack and causes. Total: also for values that cannot be printed. */
export function logThrown(logger: LoggerService, thrown: unknown, remark?: string): void {
  try {
    const error = thrown instanceof Error ? thrown : new Error(`Not an Error was thrown: ${print(thrown)}`);
    logger.error(remark ? new Error(remark, { cause: error }) : error);
  } catch {
    logQuietly(logger, 'An error was thrown that cannot be printed.');
  }
}

function print(value: unknown): string {
  return inspect(value, { depth: 2, breakLength: Infinity, customInspect: false, maxStringLength: 500 });
}

function logQuietly(logger: LoggerService, message: string): void {
  try {
    logger.error(message);
  } catch {
    // A logger that is broken must not cost the client its answer.
  }
}
