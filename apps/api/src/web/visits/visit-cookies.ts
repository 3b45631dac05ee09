import type { ServerResponse } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';

/** What the cookies of this service are for. */
export type CookieName = 'browser' | 'invite' | 'rater' | 'rater-key' | 'lang';

/**
 * The service's cookies, all of them unreadable for scripts. `SameSite=Lax`, because people arrive from messengers: `Strict` would
 * leave the cookie at home for the first page. Over https the name begins with `__Host-`, so that no other host of the domain can
 * set it (RFC 6265bis section 4.1.3.2).
 */
export class VisitCookies {
  private readonly prefix: string;

  constructor(private readonly secure: boolean) {
    this.prefix = secure ? '__Host-' : '';
  }

  /** The value that the browser sent. */
  read(header: string | undefined, name: CookieName): string | undefined {
    return parseCookie(header ?? '')[this.prefix + name];
  }

  /** Has the browser keep a value, or forget it with an age of 0. */
  write(response: ServerResponse, name: CookieName, value: string, maxAgeSeconds: number): void {
    const key = this.prefix + name;
    const others = [response.getHeader('set-cookie') ?? []].flat().map(String);
    const cookie = stringifySetCookie({
      name: key,
      value,
      maxAge: maxAgeSeconds,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
    });
    response.setHeader('Set-Cookie', [...others.filter((other) => !other.startsWith(`${key}=`)), cookie]);
  }
}
