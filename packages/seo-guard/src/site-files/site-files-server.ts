import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable, Logger, NotFoundException, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { sitemapRefusal } from '../doctor/examine-sitemap.js';
import { requireAgreement, sitemapChecks } from '../doctor/site-files-doctor.js';
import { PRODUCTION, SEO_GUARD_OPTIONS, type ResolvedSeoGuardOptions } from '../resolve-seo-guard-options.js';
import { SeoGuard } from '../seo-guard.js';
import {
  ROBOTS_TXT_PATH,
  SITEMAP_PATH,
  siteFilePaths,
  type ResolvedSiteFiles,
} from './resolve-site-files.js';
import { LOCKED_ROBOTS_TXT } from './robots-txt/write-robots-txt.js';
import { sendSiteFile, type FastifyReplyLike } from './send-site-file.js';
import { siteFile, type SiteFile } from './site-file.js';
import { SitemapLibrary } from './sitemap/sitemap-library.js';

type NodeRequest = Pick<IncomingMessage, 'headers' | 'url'>;
/** On Fastify, `raw` is the request of Node. */
type SiteRequest = NodeRequest & { readonly raw?: NodeRequest };
type SiteResponse = FastifyReplyLike | ServerResponse;
type FindFile = (query: URLSearchParams) => SiteFile | undefined | Promise<SiteFile | undefined>;

/**
 * Serves robots.txt and the sitemap. They are routes of the web framework, not of Nest: hooks, middleware and logs see them,
 * guards and the global prefix do not.
 */
@Injectable()
export class SiteFilesServer implements OnApplicationBootstrap {
  private readonly logger = new Logger('SeoGuard');
  private library: SitemapLibrary | undefined;

  constructor(
    @Inject(SEO_GUARD_OPTIONS) private readonly options: ResolvedSeoGuardOptions,
    private readonly guard: SeoGuard,
    private readonly adapterHost: HttpAdapterHost,
    private readonly moduleRef: ModuleRef,
  ) {}

  /** @throws {SiteFilesConflictError} when robots.txt or the sitemap contradict the rules */
  onApplicationBootstrap(): void {
    const { siteFiles } = this.options;
    if (!siteFiles) return;
    requireAgreement(siteFiles, this.guard);
    this.library = this.open(siteFiles);
  }

  /** Adds the routes; to be called before those of the application. */
  serve(): void {
    const { siteFiles, environment } = this.options;
    if (!siteFiles) return;
    const paths = siteFilePaths(siteFiles);
    const isLocked = environment !== PRODUCTION;
    const robotsTxt = siteFile(
      isLocked ? LOCKED_ROBOTS_TXT : siteFiles.robotsTxt,
      'text/plain; charset=utf-8',
    );
    if (paths.includes(ROBOTS_TXT_PATH)) this.route(ROBOTS_TXT_PATH, siteFiles, () => robotsTxt);
    // Where nothing may be indexed there is no sitemap, and the framework says so.
    if (paths.includes(SITEMAP_PATH) && !isLocked) {
      this.route(SITEMAP_PATH, siteFiles, (query) => this.library?.find(pageOf(query)));
    }
  }

  private route(path: string, { maxAgeSeconds }: ResolvedSiteFiles, find: FindFile): void {
    const answer = async (request: SiteRequest, response: SiteResponse): Promise<void> => {
      const { headers, url = path } = request.raw ?? request;
      const file = await find(new URLSearchParams(url.split('?')[1]));
      if (!file) throw new NotFoundException();
      sendSiteFile(response, file, { ifNoneMatch: headers['if-none-match'], maxAgeSeconds });
    };
    // Both frameworks take a rejection for an error of the request.
    this.adapterHost.httpAdapter.get(path, (request: SiteRequest, response: SiteResponse) =>
      answer(request, response),
    );
  }

  private open(siteFiles: ResolvedSiteFiles): SitemapLibrary {
    const { origin, sitemap, sitemapProvider, maxAgeSeconds } = siteFiles;
    const checks = sitemapChecks(siteFiles, this.guard);
    return new SitemapLibrary({
      origin,
      location: origin + SITEMAP_PATH,
      known: sitemap,
      provider: sitemapProvider && this.moduleRef.get(sitemapProvider, { strict: false }),
      refusal: (target) => sitemapRefusal(target, checks),
      maxAgeMs: maxAgeSeconds * 1_000,
      report: this.logger,
      now: () => performance.now(),
    });
  }
}

/** 0 is the sitemap itself, and -1 a page that cannot be. */
function pageOf(query: URLSearchParams): number {
  const page = query.get('page');
  if (page === null) return 0;
  return /^[1-9]\d{0,4}$/.test(page) ? Number(page) : -1;
}
