import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DecoratedRoutes } from './table/decorated-routes.js';
import { ConfigurableModuleClass } from './seo-guard.module-definition.js';
import { SeoGuard } from './seo-guard.js';

/** Keeps crawlers out of guarded paths with an `X-Robots-Tag` on every response. Import it once, in the root module. */
@Module({ imports: [DiscoveryModule], providers: [DecoratedRoutes, SeoGuard] })
export class SeoGuardModule extends ConfigurableModuleClass {}
