import { pathToRegexp } from 'path-to-regexp';
import { OTHER_ROUTE } from '../vitals-sample.js';

/** Finds the template of a page: the only thing about an address that is kept. */
export class PageRoutes {
  private readonly entries: readonly { readonly route: string; readonly regexp: RegExp }[];

  /**
   * @param templates paths as Nest 12 writes them, `/share/:token`; the first one that matches wins
   * @throws {TypeError} naming the template that cannot be used
   */
  constructor(templates: readonly string[]) {
    this.entries = templates.map((route) => ({ route, regexp: compile(route) }));
  }

  /**
   * @param page a path, an absolute http(s) URL, or the template itself; query and fragment are cut off unread
   * @returns its template or {@link OTHER_ROUTE}; undefined when `page` is none of these
   */
  routeOf(page: string): string | undefined {
    const path = pathOf(page);
    if (path === undefined) return undefined;
    return this.entries.find(({ regexp }) => regexp.test(path))?.route ?? OTHER_ROUTE;
  }
}

function pathOf(page: string): string | undefined {
  if (page.startsWith('/')) return page.replace(/[?#].*$/s, '');
  const url = /^https?:\/\//i.test(page) ? URL.parse(page) : null;
  return url?.pathname;
}

function compile(template: string): RegExp {
  try {
    if (!template.startsWith('/')) throw new TypeError('a path begins with a slash.');
    return pathToRegexp(template).regexp;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`web-vitals: the route "${template}" cannot be used: ${reason}`, { cause });
  }
}
