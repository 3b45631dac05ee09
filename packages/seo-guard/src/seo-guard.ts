import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import { explain } from './explaining/explain.js';
import type { Explanation } from './explaining/explanation.js';
import { idleRules } from './explaining/idle-rules.js';
import { assertEnforceable } from './guarding/assert-enforceable.js';
import { demandsOf, type Demands } from './guarding/demands.js';
import { guardRequest } from './guarding/guard-request.js';
import { watchRequests } from './guarding/watch-requests.js';
import { PRODUCTION, SEO_GUARD_OPTIONS, type ResolvedSeoGuardOptions } from './resolve-seo-guard-options.js';
import { formatRobotsTag } from './robots/format-robots-tag.js';
import type { RobotsPolicy } from './robots/robots-policy.js';
import type { Decision } from './table/decision.js';
import { DecisionTable } from './table/decision-table.js';
import { DecoratedRoutes } from './table/decorated-routes.js';

/** One rule of an application's table. */
export interface GuardRule {
  /** The pattern as it was written; `{/*below}` at its end stands for everything below a controller's path. */
  readonly path: string;
  /** For people: `rule /share{/*path}`, `@NoIndex() ResultsController.result`. */
  readonly source: string;
  /** What it alone says, as an `X-Robots-Tag` value; empty for paths that may be indexed. */
  readonly robots: string;
  readonly sensitive: boolean;
}

/**
 * What holds for the paths of an application. It puts the table between the server and the framework: before routing, guards,
 * and everything that can fail. Ask it from `onModuleInit` on, when the routes are known.
 */
@Injectable()
export class SeoGuard implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('SeoGuard');
  private readonly demands = new WeakMap<Decision, { readonly made: Demands | undefined }>();
  private compiled: DecisionTable | undefined;
  private stop: (() => void) | undefined;

  constructor(
    @Inject(SEO_GUARD_OPTIONS) private readonly options: ResolvedSeoGuardOptions,
    private readonly routes: DecoratedRoutes,
    private readonly host: HttpAdapterHost,
    private readonly discovery: DiscoveryService,
  ) {}

  /** What is decided about a path, and by which rules. @param url an absolute URL, or a path */
  explain(url: string): Explanation {
    return explain(url, this.table.find(url));
  }

  /** What crawlers are told about a request target or URL; an empty map if nothing is restricted. */
  policyOf(target: string): RobotsPolicy {
    return this.table.find(target).policy;
  }

  /** Every rule of the table: those of the options, then those of decorators. */
  rules(): readonly GuardRule[] {
    return this.table.rules.map(({ path, reach, source, policy, sensitive }) => ({
      path: reach === 'path' ? path : `${path}{/*below}`,
      source,
      robots: formatRobotsTag(policy),
      sensitive,
    }));
  }

  /** @throws {Error} naming a rule or decorator that cannot be used, or why nothing can be guarded */
  onModuleInit(): void {
    this.assertAlone();
    const { table } = this;
    this.tell(table);
    const adapter = this.host.httpAdapter;
    // An application context without HTTP has no adapter.
    if (!adapter) return;
    assertEnforceable();
    this.stop = watchRequests(adapter, (request, response) => {
      const demands = this.demandsOf(table.find(request.url ?? '/'));
      if (demands) guardRequest(request, response, demands);
    });
  }

  /** Nest calls this once the server is closed. */
  onApplicationShutdown(): void {
    this.stop?.();
  }

  private get table(): DecisionTable {
    const { rules, defaults } = this.options;
    return (this.compiled ??= new DecisionTable([...rules, ...this.routes.rules()], defaults));
  }

  private demandsOf(decision: Decision): Demands | undefined {
    const known = this.demands.get(decision);
    if (known) return known.made;
    const made = demandsOf(decision, this.options.explainHeader);
    this.demands.set(decision, { made });
    return made;
  }

  /** Of two, each with a table of its own, only the last would be heard. */
  private assertAlone(): void {
    const guards = this.discovery.getProviders().filter(({ metatype }) => metatype === SeoGuard);
    if (guards.length > 1) {
      throw new Error('seo-guard: SeoGuardModule is imported more than once; import it in the root module only.'); // prettier-ignore
    }
  }

  private tell(table: DecisionTable): void {
    const { environment, defaults } = this.options;
    if (environment !== PRODUCTION) {
      this.logger.log(`Every response is noindex, nofollow: this is "${environment}", not "${PRODUCTION}".`);
    }
    for (const sentence of idleRules(table.rules, (path) => table.find(path), defaults.everywhere)) {
      this.logger.warn(sentence);
    }
  }
}
