/** A piece of a statement: `word` may be a keyword, `name` is a quoted identifier without its quotes. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'literal' | 'symbol' | 'gap';
  readonly text: string;
}

/**
 * PostgreSQL's lexical rules as far as it takes to tell literals from the rest; what is cut off in the middle counts as a
 * whole one. A backslash escapes only in E'': `standard_conforming_strings` is on since PostgreSQL 9.1.
 * @see https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
const TOKEN = new RegExp(
  [
    String.raw`(?<gap>(?:\s|--[^\n]*|/\*[^]*?(?:\*/|$))+)`,
    String.raw`(?<literal>[Ee]'[^'\\]*(?:(?:\\[^]|'')[^'\\]*)*(?:\\?$|')` +
      String.raw`|(?:[BbXxNn]|[Uu]&)?'[^']*(?:''[^']*)*(?:'|$)` +
      String.raw`|\$(?<tag>(?:[\p{L}_][\p{L}\p{N}_]*)?)\$[^]*?(?:\$\k<tag>\$|$)` +
      String.raw`|\.?\d[\w.]*(?:(?<=[eE])[+-]\d+)?)`,
    String.raw`"(?<name>[^"]*(?:""[^"]*)*)(?:"|$)`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_$]*)`,
    String.raw`(?<symbol>\$\d+|[^])`,
  ].join('|'),
  'gu',
);

const KINDS = ['gap', 'literal', 'name', 'word'] as const;

/** The tokens of a statement, all of them: nothing is refused. */
export function sqlTokens(sql: string): SqlToken[] {
  return Array.from(sql.matchAll(TOKEN), ({ 0: text, groups = {} }) => {
    const kind = KINDS.find((one) => groups[one] !== undefined) ?? 'symbol';
    return { kind, text: kind === 'name' ? (groups['name'] ?? '').replaceAll('""', '"') : text };
  });
}
