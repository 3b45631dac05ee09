/** Injection token of the path where pages report, below the global prefix. */
export const VITALS_PATH = Symbol('couplekit:vitals-path');
