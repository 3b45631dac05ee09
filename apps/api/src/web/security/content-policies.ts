/** For what is no page: nothing may be loaded, run, framed or sent. */
export const SILENT_POLICY = policy({});

/** For Swagger's pages, which style themselves in the document. */
export const DOCS_POLICY = policy({
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
});

/** For problems that are told as a page. */
export const PROBLEM_PAGE_POLICY = policy({
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self'",
});

/**
 * For pages: everything from this origin only, and scripts only where the page names them with its nonce, modules that they import
 * included. Nothing inline (CSP Level 3, section 8.2).
 */
export function pagePolicy(nonce: string): string {
  return policy(ofPage(nonce));
}

/** Where AdSense's frames, pictures and requests come from and go to. */
const AD_HOSTS = [
  'https://*.googlesyndication.com',
  'https://*.doubleclick.net',
  'https://*.adtrafficquality.google',
  'https://www.google.com',
].join(' ');

/**
 * For a page with an ad. Google supports no list of hosts for its scripts, which change, but only those that a script with a nonce
 * loads; styles of the slot have the nonce, those of the ad's frame are attributes.
 * @see https://developers.google.com/publisher-tag/guides/content-security-policy
 */
export function adPagePolicy(nonce: string): string {
  const { 'script-src': scripts, 'style-src': styles, 'img-src': pictures, 'connect-src': requests, ...rest } = ofPage(nonce); // prettier-ignore
  return policy({
    ...rest,
    'script-src': `${scripts} 'strict-dynamic' 'unsafe-eval'`,
    'style-src': `${styles} 'nonce-${nonce}'`,
    'style-src-attr': "'unsafe-inline'",
    'img-src': `${pictures} ${AD_HOSTS}`,
    'connect-src': `${requests} ${AD_HOSTS}`,
    'frame-src': AD_HOSTS,
  });
}

function ofPage(nonce: string) {
  return {
    'script-src': `'nonce-${nonce}'`,
    'style-src': "'self'",
    'font-src': "'self'",
    'img-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'form-action': "'self'",
  };
}

function policy(directives: Readonly<Record<string, string>>): string {
  const all = {
    'default-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    ...directives,
  };
  return Object.entries(all)
    .map((directive) => directive.join(' '))
    .join('; ');
}
