/** What a page says of itself. */
export interface VitalsTagOptions {
  /** Route template of the page; with it a token in the address stays in the page. @default the path of the address */
  readonly page?: string;
  /** What the page was built from. @default the service's own build */
  readonly build?: string;
  /** Nonce of the page's `Content-Security-Policy`. @default none: `script-src 'self'` is enough */
  readonly nonce?: string;
  /** Address of the script. @default '/vitals/beacon.js' */
  readonly src?: string;
}

/**
 * The element that makes a page report, for its `<head>`. The policy of the page needs the nonce or `script-src 'self'`, and
 * `connect-src 'self'`.
 */
export function vitalsTag({ page, build, nonce, src = '/vitals/beacon.js' }: VitalsTagOptions = {}): string {
  const attributes = { src, nonce, 'data-page': page, 'data-build': build };
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(value ?? '')}"`);
  return `<script type="module" data-vitals${written.join('')}></script>`;
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
