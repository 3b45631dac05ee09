import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { resolveSeoGuardOptions, SEO_GUARD_OPTIONS } from './resolve-seo-guard-options.js';
import {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  type SeoGuardModuleOptions,
} from './seo-guard.module-definition.js';
import { SeoGuard } from './seo-guard.js';
import { DecoratedRoutes } from './table/decorated-routes.js';

/**
 * Decides what crawlers and caches may do with every response of an application, and enforces it. Import it once, in the root
 * module.
 */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    {
      provide: SEO_GUARD_OPTIONS,
      useFactory: (options: SeoGuardModuleOptions) => resolveSeoGuardOptions(options),
      inject: [MODULE_OPTIONS_TOKEN],
    },
    DecoratedRoutes,
    SeoGuard,
  ],
  exports: [SeoGuard],
})
export class SeoGuardModule extends ConfigurableModuleClass {}
