/** What belongs to the audited service, under its own address and the one that the public knows. */
export class Site {
  readonly base: URL;
  private readonly publicOrigin: string | undefined;

  constructor(baseUrl: URL, publicUrl?: URL) {
    this.base = new URL('/', baseUrl);
    this.publicOrigin = publicUrl?.origin;
  }

  /** Where the audit asks for this reference; undefined when it is none, or leads to another host. */
  locate(reference: string, from: string = this.base.href): URL | undefined {
    const url = parse(reference, from);
    if (!url) return undefined;
    url.hash = '';
    if (url.origin === this.base.origin) return url;
    if (url.origin !== this.publicOrigin) return undefined;
    return new URL(`${this.base.origin}${url.pathname}${url.search}`);
  }

  /** Whether this reference leads to a page of another host. */
  isElsewhere(reference: string, from: string): boolean {
    const protocol = parse(reference, from)?.protocol;
    return (protocol === 'http:' || protocol === 'https:') && !this.locate(reference, from);
  }
}

function parse(reference: string, from: string): URL | undefined {
  // Attributes are stripped of what surrounds them; URL does the same for spaces and control characters.
  return URL.canParse(reference, from) ? new URL(reference, from) : undefined;
}
