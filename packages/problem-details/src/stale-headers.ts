/**
 * Headers that describe the answer a handler had in mind, or how it was framed and cached: wrong on the problem that is
 * sent instead. Everything else stays: CORS, security, correlation, rate limits, cookies.
 */
export const STALE_HEADERS: ReadonlySet<string> = new Set([
  'accept-ranges',
  'age',
  'cache-control',
  'cdn-cache-control',
  'content-digest',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-md5',
  'content-range',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'location',
  'pragma',
  'refresh',
  'repr-digest',
  'surrogate-control',
  'trailer',
  'transfer-encoding',
]);
