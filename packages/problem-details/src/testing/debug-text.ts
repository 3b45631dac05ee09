const SIGNS: readonly (readonly [string, RegExp])[] = [
  ['a stack trace', /^\s+at .+[:)]\d*|\bat [^\n]*:\d+:\d+/m],
  [
    'a file name',
    /\bnode_modules\b|\bfile:\/\/|\bnode:internal|(?:^|[\s("'`])(?:\/(?:app|home|opt|root|srv|tmp|usr|var|workspace|Users)\/|[A-Z]:\\)/,
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
