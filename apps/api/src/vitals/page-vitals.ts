import type { DynamicModule } from '@nestjs/common';
import { PostgresVitalsStore, WebVitalsModule } from '@couplekit/seo-guard/vitals';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { ApiConfig } from '../api-config.js';

/** Pages that people see, as their vitals are kept: without what stands in their addresses. */
export const PAGE_ROUTES = [
  '/',
  '/start',
  '/invite',
  '/join',
  '/continue',
  '/rate',
  '/rate/answers',
  '/rate/thanks',
  '/s/:sessionId',
  '/s/:sessionId/answers/:set/:page',
  '/s/:sessionId/invite',
  '/s/:sessionId/waiting',
  '/s/:sessionId/result',
  '/s/:sessionId/shares',
  '/share/:token',
] as const;

/** `POST /vitals` for the pages, in the service's own database; no part of the API that its document describes. */
export function pageVitals({ codeRef, publicBaseUrl }: ApiConfig): DynamicModule {
  const module = WebVitalsModule.forRootAsync({
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => ({
      store: new PostgresVitalsStore({
        query: async (sql, values) => ({ rows: await dataSource.query(sql, values && [...values]) }),
      }),
      routes: PAGE_ROUTES,
      build: pageBuild(codeRef),
      // A proxy in front may have another Host.
      origins: [new URL(publicBaseUrl).origin],
      // Counted with everything else, by all instances together.
      rateLimit: false,
    }),
  });
  for (const controller of module.controllers ?? []) ApiExcludeController()(controller);
  return module;
}

/** The build as pages report it, for `vitalsTag`: a `CODE_REF` may be a branch, which has slashes. */
export function pageBuild(codeRef: string): string {
  return (
    codeRef
      .replace(/[^A-Za-z0-9._:+-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 128) || 'unknown'
  );
}
