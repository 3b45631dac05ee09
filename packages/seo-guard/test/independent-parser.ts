import robotsParser from 'robots-parser';

interface Verdicts {
  isAllowed(url: string, crawler: string): boolean | undefined;
  isDisallowed(url: string, crawler: string): boolean | undefined;
  getSitemaps(): string[];
}

/** The package `robots-parser`, whose types know nothing of how Node loads it. */
export const parseIndependently = robotsParser as unknown as (url: string, text: string) => Verdicts;
