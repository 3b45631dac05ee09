/** What a page tells crawlers. */
export interface Page {
  /** Robots metas, one for each element. */
  readonly metas: readonly RobotsMeta[];
  /** `rel=canonical` of elements and of the Link header. */
  readonly canonicals: readonly Canonical[];
  /** Everything that leads somewhere, resolved against the page's base. */
  readonly links: readonly PageLink[];
}

export interface RobotsMeta {
  /** `robots`, or the name of one crawler; in lower case. */
  readonly name: string;
  readonly content: string;
  /** False once the head has ended: crawlers then do not read it. */
  readonly isInHead: boolean;
}

export interface Canonical {
  /** As written. */
  readonly reference: string;
  /** Resolved; undefined when that is no URL. */
  readonly url: string | undefined;
  readonly isInHead: boolean;
}

export interface PageLink {
  readonly url: string;
  /** `a[href]`, `link[rel=next]`, `og:image`, `refresh`, `header Link`. */
  readonly kind: string;
}
