/** Whether and where problems have pages. */
export type DocsPagesOption = boolean | { readonly path?: string };

/** Literal segments only: a router reads more than letters into `:`, `*` and `{`. */
const PATH = /^(?:\/[a-z0-9._~-]+)+$/i;

/**
 * The path of the pages, without a slash at the end; undefined for none.
 *
 * @throws {Error} when pages are asked for and there is no path that can have them
 */
export function resolveDocsPath(
  option: DocsPagesOption | undefined,
  baseUri: string | undefined,
): string | undefined {
  if (option === false) return undefined;
  const own = typeof option === 'object' ? option.path : undefined;
  const path = own ?? (baseUri === undefined ? '' : new URL(baseUri).pathname.replace(/\/$/, ''));
  if (PATH.test(path)) return path;
  if (option === undefined && path === '') return undefined;
  const source = own === undefined ? 'the path of baseUri' : 'docsPages.path';
  throw new Error(
    `problem-details: pages need a path of letters, digits, "-", ".", "_" and "~" such as "/problems"; ` +
      `${source} is "${own ?? `${path}/`}". Give docsPages: { path } or docsPages: false.`,
  );
}
