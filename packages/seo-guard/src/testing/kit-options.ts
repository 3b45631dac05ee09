/** What the kit is run against, and how. */
export interface NoIndexKitOptions {
  /** Of the running app; a function where the app starts after the tests are registered: `() => app.getUrl()`. */
  readonly baseUrl: string | (() => string | Promise<string>);
  /** Paths that no crawler may index, best such that answer with 200. */
  readonly guarded: readonly string[];
  /** Paths of sensitive pages. @default none */
  readonly sensitive?: readonly string[];
  /** Paths of pages that are meant to be found. @default none */
  readonly indexable?: readonly string[];
  /** A guarded path that takes JSON by POST; it gets bodies that are broken. @default none */
  readonly post?: string;
  /** Guarded paths whose handler tries to allow indexing. @default none */
  readonly weakening?: readonly string[];
  /** What the header must say at least, as an `X-Robots-Tag` value. @default 'noindex' */
  readonly robots?: string;
  /** The crawler whose lines in robots.txt count. @default 'googlebot' */
  readonly bot?: string;
  /** Sent with every request, such as `authorization`. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Size of a body that the app must refuse, in bytes. @default 2 MiB */
  readonly largeBytes?: number;
  /** Ids or names of the only rules to check. @default all */
  readonly only?: readonly string[];
  /** Ids or names of rules that are left out. @default none */
  readonly except?: readonly string[];
}

/** What a check knows of the app. */
export interface KitContext extends Required<
  Omit<NoIndexKitOptions, 'baseUrl' | 'only' | 'except' | 'post'>
> {
  readonly baseUrl: URL;
  readonly post: string | undefined;
}

/** Fills in the defaults. */
export async function kitContext(options: NoIndexKitOptions): Promise<KitContext> {
  const { baseUrl, guarded, sensitive = [], indexable = [], weakening = [], post } = options;
  return {
    baseUrl: new URL(typeof baseUrl === 'string' ? baseUrl : await baseUrl()),
    guarded,
    sensitive,
    indexable,
    weakening,
    post,
    robots: options.robots ?? 'noindex',
    bot: options.bot ?? 'googlebot',
    headers: options.headers ?? {},
    largeBytes: options.largeBytes ?? 2 * 1024 * 1024,
  };
}
