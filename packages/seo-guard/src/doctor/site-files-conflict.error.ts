/** robots.txt or the sitemap contradict the table; thrown at the start. */
export class SiteFilesConflictError extends Error {
  override readonly name = 'SiteFilesConflictError';

  constructor(
    /** One sentence each. */
    readonly problems: readonly string[],
  ) {
    super(
      ['seo-guard: robots.txt and the sitemap must agree with the rules.', ...problems].join('\n- ') +
        '\nWhy: https://developers.google.com/search/docs/crawling-indexing/block-indexing',
    );
  }
}
