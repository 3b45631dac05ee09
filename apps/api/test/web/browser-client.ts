import { parseSetCookie } from 'cookie';

/** A page that was answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A browser without scripts: keeps cookies, sends forms with their token, and follows nothing by itself. */
export class BrowserClient {
  /** @param cookies those of another client: the same browser at another address of the service */
  constructor(
    readonly url: string,
    readonly cookies = new Map<string, string>(),
  ) {}

  /** Where the next request goes. */
  protected origin(): string {
    return this.url;
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send(path, { headers });
  }

  /** Opens a page, fills its form in and sends it, as its own page would. */
  async submit(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    return this.sendForm(path, { _csrf: csrfIn((await this.get(path)).text), ...fields });
  }

  /** Sends the form of a page that is open already. */
  sendForm(path: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    return this.post(path, fields, { 'Sec-Fetch-Site': 'same-origin' });
  }

  async post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.send(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  private async send(
    path: string,
    init: RequestInit & { headers: Readonly<Record<string, string>> },
  ): Promise<Answer> {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(this.origin() + path, {
      redirect: 'manual',
      ...init,
      headers: { Accept: 'text/html', ...(cookie && { Cookie: cookie }), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const { name, value = '', maxAge } = parseSetCookie(line);
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
}

/** The token in a form. */
export function csrfIn(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
}
