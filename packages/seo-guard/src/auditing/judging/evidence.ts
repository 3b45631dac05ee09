import type { RobotsTxt } from '../../site-files/robots-txt/read-robots-txt.js';
import type { Answered, Visit } from '../crawling/visit.js';
import type { Site } from '../fetching/site.js';
import type { AuditedTable } from '../table/audited-table.js';
import type { Finding } from './finding.js';

/** Everything that was seen, for those who judge. */
export interface Evidence {
  readonly site: Site;
  /** The crawler that the audit thinks of; in lower case. */
  readonly bot: string;
  readonly table: AuditedTable | undefined;
  readonly robotsTxt: { readonly visit: Visit; readonly says: RobotsTxt };
  /** Crawled pages by their URL. */
  readonly pages: ReadonlyMap<string, Visit>;
  readonly sitemaps: readonly VisitedSitemap[];
}

/** A sitemap and what it lists. */
export interface VisitedSitemap {
  readonly visit: Visit;
  /** URLs as they are written; undefined when it could not be read. */
  readonly pages: readonly string[] | undefined;
  /** False for one that nobody named and was only tried. */
  readonly isNamed: boolean;
}

/** Judges one answered visit by itself, or against all that was seen. */
export type Judge = (visit: Answered, evidence: Evidence) => readonly Finding[];
