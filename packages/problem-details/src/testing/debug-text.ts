const SIGNS: readonly (readonly [string, RegExp])[] = [
  ['a stack trace', /^\s+at .+:\d+\)?$|\.(?:[cm]?[jt]sx?|java|py):\d+/m],
  [
    'a file name',
    /\bnode_modules\/|\bfile:\/\/|\bnode:internal|\b[A-Z]:\\\w|\/(?:app|etc|home|opt|root|srv|tmp|usr|var|Users)\/[^\s"']*\.(?:[cm]?[jt]sx?|json|java|py|sql|env|conf|log|sock|pem)\b/,
  ],
  [
    'SQL',
    /\bSELECT .+ FROM |\bINSERT INTO |\bUPDATE .+ SET |\bDELETE FROM |\bSQLSTATE\b|duplicate key value|syntax error at or near/,
  ],
  [
    'a class of error',
    /\b[A-Z]\w*(?:Error|Exception): |\b\w*(?:QueryFailed|TypeORM|Sequelize|Prisma)\w*Error\b/,
  ],
  ['an error of the system', /\bE(?:CONNREFUSED|CONNRESET|NOTFOUND|NOENT|ACCES|PIPE|TIMEDOUT|ADDRINUSE)\b/],
];

/** What in a text is for the developers of the server only; undefined when it reads like one for clients. */
export function debugSign(text: string): string | undefined {
  return SIGNS.find(([, pattern]) => pattern.test(text))?.[0];
}
