/** How binding a rule is: MUST is what the RFCs require, SHOULD what they recommend, HOUSE what they leave open. */
export type RuleLevel = 'MUST' | 'SHOULD' | 'HOUSE';

/** One rule of the checklist. */
export interface ChecklistRule {
  /** `P1` to `P22`. */
  readonly id: string;
  /** Says the same as the id to people; either can switch the rule off. */
  readonly name: string;
  readonly level: RuleLevel;
  readonly text: string;
  /** Where the rule comes from; of a HOUSE rule, what it builds on. */
  readonly section: string;
  readonly url: string;
}

/** What `expectProblem` and `problemMatrix` check of every answer, in this order. */
export const RFC9457_CHECKLIST = [
  rule('P1', 'media-type', 'MUST', 'The media type is application/problem+json.', 9457, '3'),
  rule('P2', 'no-charset', 'HOUSE', 'The media type has no charset parameter: JSON has none.', 8259, '11'),
  rule(
    'P3',
    'json-object',
    'MUST',
    'The body is a JSON object in UTF-8 without a byte order mark.',
    9457,
    '3',
  ),
  rule('P4', 'type-uri', 'MUST', 'type is a string that is a URI reference.', 9457, '3.1.1'),
  rule(
    'P5',
    'type-absolute',
    'SHOULD',
    'type is an absolute URI, about:blank or left out, not a relative reference.',
    9457,
    '3.1.1',
  ),
  rule('P6', 'status-equal', 'MUST', 'status is a number, and the status of the response.', 9457, '3.1.2'),
  rule(
    'P7',
    'member-types',
    'MUST',
    'title and detail are strings, instance is a string that is a URI reference.',
    9457,
    '3.1',
  ),
  rule(
    'P8',
    'blank-title',
    'SHOULD',
    'The title of about:blank is the phrase of the status, in English, or its translation.',
    9457,
    '4.2.1',
  ),
  rule(
    'P9',
    'constant-title',
    'SHOULD',
    'title is short and the same for every occurrence: no line breaks, path or id in it.',
    9457,
    '3.1.3',
  ),
  rule(
    'P10',
    'helpful-detail',
    'SHOULD',
    'detail helps the client: no stack trace, file name, SQL or class of error in it.',
    9457,
    '3.1.4',
  ),
  rule(
    'P11',
    'instance-path',
    'HOUSE',
    'instance is absolute or a full path, without a query, a fragment or credentials.',
    9457,
    '3.1.5',
  ),
  rule(
    'P12',
    'extension-names',
    'SHOULD',
    'Names of extensions start with a letter, consist of letters, digits and _, and have three characters or more.',
    9457,
    '4',
  ),
  rule('P13', 'content-language', 'HOUSE', 'Content-Language names the language of the texts.', 9110, '8.5'),
  rule('P14', 'vary', 'HOUSE', 'Vary names Accept-Language, because the texts depend on it.', 9110, '12.5.5'),
  rule(
    'P15',
    'no-store',
    'HOUSE',
    'Cache-Control is no-store: a cache may keep a 404 or a 410.',
    9111,
    '5.2.2.5',
  ),
  rule(
    'P16',
    'no-leftovers',
    'HOUSE',
    'No ETag, Last-Modified, Content-Disposition, Content-Range or untrue Content-Encoding of the answer that failed.',
    9110,
    '8',
  ),
  rule('P17', 'head-empty', 'MUST', 'The answer to HEAD has no content.', 9110, '9.3.2'),
  rule(
    'P18',
    'retry-after',
    'MUST',
    'Retry-After, if sent, is one number of seconds or one date in the preferred form.',
    9110,
    '10.2.3',
  ),
  rule('P19', 'allow', 'MUST', 'A 405 has an Allow header, which does not list the method.', 9110, '15.5.6'),
  rule(
    'P20',
    'authenticate',
    'MUST',
    'A 401 has a WWW-Authenticate header with a challenge, a 407 a Proxy-Authenticate header.',
    9110,
    '15.5.2',
  ),
  rule(
    'P21',
    'request-id',
    'HOUSE',
    'request_id is a text and the X-Request-Id header, if there is one; trace_id is a W3C trace id.',
    9457,
    '3.2',
  ),
  rule(
    'P22',
    'no-leak',
    'SHOULD',
    'Nothing inside leaks: no planted secret anywhere, no stack, file name, SQL or class of error in title or extensions.',
    9457,
    '5',
  ),
] as const satisfies readonly ChecklistRule[];

/** The id of a rule: `P1`. */
export type RuleId = (typeof RFC9457_CHECKLIST)[number]['id'];
/** The name of a rule: `media-type`. */
export type RuleName = (typeof RFC9457_CHECKLIST)[number]['name'];

function rule<I extends string, N extends string>(
  id: I,
  name: N,
  ...[level, text, rfc, section]: [RuleLevel, string, number, string]
): ChecklistRule & { readonly id: I; readonly name: N } {
  const url = `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section}`;
  return { id, name, level, text, section: `RFC ${rfc} section ${section}`, url };
}
