/** How a command of `couplekit` ends, for pipelines; 64 is EX_USAGE of sysexits(3). */
export const EXIT_CODES = {
  pass: 0,
  fail: 1,
  /** Nothing is wrong, and not everything is there yet: an answer, a signature, enough traffic. */
  waiting: 2,
  rolledBack: 3,
  rollbackIncomplete: 4,
  ledgerTampered: 5,
  usage: 64,
} as const;

/** One of `EXIT_CODES`. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];
