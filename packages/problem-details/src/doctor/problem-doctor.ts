import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef, ModulesContainer } from '@nestjs/core';
import { applicationConfig } from '../adapters/application-config.js';
import { ProblemDetailsFilter } from '../problem-details.filter.js';
import {
  PROBLEM_DETAILS_OPTIONS,
  type ResolvedProblemDetailsOptions,
} from '../resolve-problem-details-options.js';
import { optionWarnings, watchServers, type FastifyPatient } from './fastify-checkup.js';
import { globalFilterWarnings, type FilterLike } from './filter-order.js';
import { routeFilterWarnings } from './route-filters.js';

/** Says when the application starts, in one warning each, what keeps errors from becoming problems. */
@Injectable()
export class ProblemDoctor implements OnApplicationBootstrap {
  private readonly logger = new Logger('ProblemDetails');

  constructor(
    @Inject(PROBLEM_DETAILS_OPTIONS) private readonly options: ResolvedProblemDetailsOptions,
    private readonly adapterHost: HttpAdapterHost,
    private readonly modules: ModulesContainer,
    private readonly moduleRef: ModuleRef,
  ) {
    const fastify = this.fastify();
    if (options.doctor && fastify) watchServers(fastify, (warning) => this.logger.warn(warning));
  }

  onApplicationBootstrap(): void {
    if (!this.options.doctor) return;
    const fastify = this.fastify();
    const warnings = [
      ...this.filterWarnings(),
      ...routeFilterWarnings(this.modules, ProblemDetailsFilter),
      ...(fastify ? optionWarnings(fastify) : []),
    ];
    for (const warning of new Set(warnings)) this.logger.warn(warning);
  }

  private filterWarnings(): string[] {
    const config = applicationConfig(this.moduleRef);
    const scoped = (config?.getGlobalRequestFilters() ?? []).map(({ metatype }) => metatype);
    // Those of a request's scope are asked before all others.
    const filters = [...(config?.getGlobalFilters() ?? []), ...scoped].filter((filter) => isFilter(filter));
    const own = filters.find((filter) => filter instanceof ProblemDetailsFilter);
    return own ? globalFilterWarnings(filters, own) : [];
  }

  private fastify(): FastifyPatient | undefined {
    const { httpAdapter } = this.adapterHost;
    return httpAdapter?.getType() === 'fastify' ? httpAdapter.getInstance<FastifyPatient>() : undefined;
  }
}

function isFilter(filter: unknown): filter is FilterLike {
  return (typeof filter === 'object' && filter !== null) || typeof filter === 'function';
}
