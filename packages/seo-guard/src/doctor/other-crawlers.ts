/**
 * Crawlers that keep no index for people to search, so that noindex means nothing to them and robots.txt may keep them away
 * from any path. Names in lower case.
 */
export const OTHER_CRAWLERS: readonly string[] = [
  // https://developers.openai.com/docs/bots
  'gptbot',
  'chatgpt-user',
  'oai-adsbot',
  // https://support.claude.com/en/articles/8896518
  'claudebot',
  'claude-user',
  // https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers and -special-case-crawlers
  'google-extended',
  'googleother',
  'adsbot-google',
  'adsbot-google-mobile',
  'mediapartners-google',
  // https://support.apple.com/en-us/119829
  'applebot-extended',
  // https://commoncrawl.org/ccbot
  'ccbot',
  // https://developers.facebook.com/docs/sharing/webmasters/web-crawlers
  'facebookexternalhit',
  'meta-externalagent',
  'meta-externalfetcher',
];
