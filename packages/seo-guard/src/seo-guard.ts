import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DecoratedRoutes } from './table/decorated-routes.js';
import { guardResponse } from './guarding/guard-response.js';
import { PathTable } from './table/path-table.js';
import { MODULE_OPTIONS_TOKEN, type SeoGuardModuleOptions } from './seo-guard.module-definition.js';
import { watchRequests } from './guarding/watch-requests.js';

/** Puts the table between the server and the framework: before routing, guards, and everything that can fail. */
@Injectable()
export class SeoGuard implements OnModuleInit, OnApplicationShutdown {
  private stop: (() => void) | undefined;

  constructor(
    @Inject(MODULE_OPTIONS_TOKEN) private readonly options: SeoGuardModuleOptions,
    private readonly routes: DecoratedRoutes,
    private readonly host: HttpAdapterHost,
  ) {}

  /** @throws {TypeError} naming a rule that cannot be used */
  onModuleInit(): void {
    const { rules = [], everywhere } = this.options;
    const table = new PathTable([...rules, ...this.routes.rules()], everywhere);
    const adapter = this.host.httpAdapter;
    // An application context without HTTP has no adapter.
    if (!adapter) return;
    this.stop = watchRequests(adapter, (request, response) => {
      const policy = table.find(request.url ?? '/');
      if (policy) guardResponse(response, policy);
    });
  }

  /** Nest calls this once the server is closed. */
  onApplicationShutdown(): void {
    this.stop?.();
  }
}
