import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { DataSource } from 'typeorm';
import { AdsModule } from '@couplekit/seo-guard/ads';
import { AdPlacement } from './ads/ad-placement.js';
import { AdsTxtController } from './ads/ads-txt.controller.js';
import { AssetLibrary } from './assets/asset-library.js';
import { AssetsController } from './assets/assets.controller.js';
import { EntryController } from './entry/entry.controller.js';
import { LandingController } from './landing/landing.controller.js';
import { Pages } from './pages/pages.js';
import { PostgresThrottlerStorage } from './rate-limits/postgres-throttler.storage.js';
import { throttlerOptions } from './rate-limits/throttler-options.js';
import { BrowserGrants } from './sessions/browser-grants.js';
import { BrowserSessions } from './sessions/browser-sessions.js';
import { Visits } from './visits/visits.js';
import { WebOptions } from './web-options.js';
import { WebSweeper } from './web-sweeper.js';

/** The pages that people see, on the same use cases as the JSON API. */
@Module({})
export class WebModule {
  static of(options: WebOptions): DynamicModule {
    return {
      module: WebModule,
      global: true,
      imports: [
        AdsModule.forRoot({}),
        ThrottlerModule.forRootAsync({
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => ({
            ...throttlerOptions(options),
            storage: new PostgresThrottlerStorage(dataSource),
          }),
        }),
      ],
      controllers: [LandingController, EntryController, AssetsController, AdsTxtController],
      providers: [
        { provide: WebOptions, useValue: options },
        ...(options.rateLimits ? [{ provide: APP_GUARD, useClass: ThrottlerGuard }] : []),
        AssetLibrary,
        AdPlacement,
        Pages,
        Visits,
        BrowserGrants,
        BrowserSessions,
        WebSweeper,
      ],
      exports: [WebOptions, Pages, AdPlacement, Visits, BrowserSessions, AssetLibrary],
    };
  }
}
