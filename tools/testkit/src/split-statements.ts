/** What keeps a semicolon from ending a statement, and the semicolon that does. */
const TOKEN =
  /(?<skipped>--[^\n]*|[eE]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?<tag>[A-Za-z_]\w*|)\$[^]*?\$\k<tag>\$)|(?<comment>\/\*)|(?<end>;)/g;

/** The statements of a simple query, in order; see "Lexical Structure" in PostgreSQL's manual. Empty ones are left out. */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = [];
  const token = new RegExp(TOKEN);
  let begin = 0;
  for (let found = token.exec(sql); found; found = token.exec(sql)) {
    if (found.groups?.['comment']) token.lastIndex = endOfComment(sql, found.index);
    if (!found.groups?.['end']) continue;
    statements.push(sql.slice(begin, found.index));
    begin = found.index + 1;
  }
  return [...statements, sql.slice(begin)].map((part) => part.trim()).filter((part) => part !== '');
}

/** Comments nest. */
function endOfComment(sql: string, begin: number): number {
  let depth = 0;
  for (let at = begin; at < sql.length; at++) {
    const pair = sql.slice(at, at + 2);
    if (pair !== '/*' && pair !== '*/') continue;
    depth += pair === '/*' ? 1 : -1;
    at++;
    if (depth === 0) return at + 1;
  }
  return sql.length;
}
