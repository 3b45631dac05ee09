/** How the command ends, for pipelines; 64 and 69 are EX_USAGE and EX_UNAVAILABLE of sysexits(3). */
export const EXIT_CODE = { passed: 0, found: 1, usage: 64, unavailable: 69 } as const;
