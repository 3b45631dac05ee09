/** How a command ends, for scripts; 64 and 66 are EX_USAGE and EX_NOINPUT of sysexits(3). */
export const EXIT_CODE = {
  ok: 0,
  /** `timeline`: no line and no span has this id. Also when something failed that has no code of its own. */
  notFound: 1,
  /** `retention`: something is older than it may be. */
  tooOld: 2,
  /** `retention`: a day has no file, or the age of a file cannot be proven. */
  missing: 3,
  usage: 64,
  noInput: 66,
} as const;
