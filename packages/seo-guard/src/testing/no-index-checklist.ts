/** One rule of the checklist. */
export interface NoIndexRule {
  /** `N1` to `N19`. */
  readonly id: string;
  /** Says the same as the id to people; either can choose the rule. */
  readonly name: string;
  readonly text: string;
  /** Where the rule comes from, or what it builds on. */
  readonly url: string;
}

const GOOGLE = 'https://developers.google.com/search/docs/crawling-indexing';
const HEADER = `${GOOGLE}/robots-meta-tag`;
const one = 'carries exactly one X-Robots-Tag line, at least as strict as expected';

/** What `noIndexKit` checks, in this order. */
export const NOINDEX_CHECKLIST = [
  rule('N1', 'get', `A guarded path ${one}.`, HEADER),
  rule('N2', 'head', `The answer to HEAD ${one}.`, HEADER),
  rule('N3', 'not-found', `What does not exist below a guarded path ${one}.`, HEADER),
  rule('N4', 'other-method', `The answer to a method that the path does not have ${one}.`, HEADER),
  rule('N5', 'options', `The answer to OPTIONS, and to a preflight of another origin, ${one}.`, HEADER),
  rule('N6', 'malformed-url', `A path whose percent-encoding is broken ${one}.`, HEADER),
  rule('N7', 'malformed-json', `The answer to malformed JSON ${one}.`, HEADER),
  rule('N8', 'content-too-large', `The answer to a body that is too large ${one}.`, HEADER),
  rule(
    'N9',
    'spelling',
    `The path with a slash at the end, in capitals, percent-encoded or with two slashes ${one}.`,
    HEADER,
  ),
  rule('N10', 'query', `The path with a query ${one}.`, HEADER),
  rule('N11', 'conditional', `The answer to a conditional request for a range ${one}.`, HEADER),
  rule('N12', 'unmet-expectation', `The answer to an expectation that nobody can meet ${one}.`, HEADER),
  rule('N13', 'weakening', `A handler that allows indexing cannot weaken the header: it ${one}.`, HEADER),
  rule(
    'N14',
    'meta',
    'No robots meta of a guarded page says the opposite of its header.',
    `${HEADER}#robotsmeta`,
  ),
  rule(
    'N15',
    'canonical',
    'A guarded page names no other page as canonical.',
    `${GOOGLE}/consolidate-duplicate-urls`,
  ),
  rule(
    'N16',
    'fetchable',
    'robots.txt does not disallow a guarded path: its noindex would never be seen.',
    `${GOOGLE}/block-indexing`,
  ),
  rule('N17', 'sitemap', 'No sitemap lists a guarded path.', `${GOOGLE}/sitemaps/build-sitemap`),
  rule(
    'N18',
    'sensitive',
    'A sensitive page, and the answer to a method that it does not have, is private, no-store and no-referrer, without validators.',
    'https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5',
  ),
  rule(
    'N19',
    'indexable',
    'A page that is meant to be found is answered with success, and nothing keeps it out of the index.',
    `${GOOGLE}/http-network-errors`,
  ),
] as const satisfies readonly NoIndexRule[];

/** The id of a rule. */
export type NoIndexRuleId = (typeof NOINDEX_CHECKLIST)[number]['id'];
/** The name of a rule. */
export type NoIndexRuleName = (typeof NOINDEX_CHECKLIST)[number]['name'];

function rule<I extends string, N extends string>(id: I, name: N, text: string, url: string) {
  return { id, name, text, url };
}
