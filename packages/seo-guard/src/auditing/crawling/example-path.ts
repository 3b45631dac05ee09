import { parse, type Token } from 'path-to-regexp';

/** Stands where a pattern leaves a choice: no service has anything of this name. */
export const PROBE = 'couplekit-probe';

/** Whether nothing can exist at this URL: only a service that answers everything has a page for it. */
export function isProbe(url: string): boolean {
  return new URL(url).pathname.toLowerCase().includes(PROBE);
}

/** A path that a pattern matches, everything that is optional included: `/share/couplekit-probe` of `/share{/*path}`. */
export function examplePath(pattern: string): string {
  return write(parse(pattern).tokens) || '/';
}

function write(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      switch (token.type) {
        case 'text':
          return token.value;
        case 'param':
        case 'wildcard':
          return PROBE;
        case 'group':
          return write(token.tokens);
        default:
          return token satisfies never;
      }
    })
    .join('');
}
