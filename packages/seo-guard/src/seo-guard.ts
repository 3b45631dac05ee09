import type { Server } from 'node:http';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DecoratedRoutes } from './decorated-routes.js';
import { guardResponse } from './guard-response.js';
import { PathTable } from './path-table.js';
import { MODULE_OPTIONS_TOKEN, type SeoGuardModuleOptions } from './seo-guard.module-definition.js';

/** Puts the table between the server and the framework: before routing, guards, and everything that can fail. */
@Injectable()
export class SeoGuard implements OnModuleInit {
  constructor(
    @Inject(MODULE_OPTIONS_TOKEN) private readonly options: SeoGuardModuleOptions,
    private readonly routes: DecoratedRoutes,
    private readonly host: HttpAdapterHost,
  ) {}

  /** @throws {TypeError} naming a rule that cannot be used */
  onModuleInit(): void {
    const { rules = [], everywhere } = this.options;
    const table = new PathTable([...rules, ...this.routes.rules()], everywhere);
    const server = this.host.httpAdapter?.getHttpServer() as Server | undefined;
    server?.prependListener?.('request', (request, response) => {
      const policy = table.find(request.url ?? '/');
      if (policy) guardResponse(response, policy);
    });
  }
}
