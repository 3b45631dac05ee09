import { Module, type DynamicModule } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CoupleCoreModule, type NotificationOptions } from '@couplekit/couple-core';
import { coupleFieldTexts, CoupleHttpModule, coupleProblems } from '@couplekit/couple-core/http';
import { ObservabilityModule, type Telemetry } from '@couplekit/observability';
import { ProblemDetailsModule, problemValidationPipe } from '@couplekit/problem-details';
import { SeoGuardModule } from '@couplekit/seo-guard';
import type { ConfirmedClickModuleOptions } from '@couplekit/seo-guard/ads';
import type { DestinationStream } from 'pino';
import type { DataSource } from 'typeorm';
import type { ApiConfig } from './api-config.js';
import { crawlerRules } from './crawler-rules.js';
import { confirmedClick } from './confirmed-click.js';
import { databasePack } from './database-pack.js';
import { HealthController } from './health.controller.js';
import { HomeController } from './home.controller.js';
import { serviceProblems } from './service-problems.js';
import { siteFiles } from './site-files.js';
import { pageVitals } from './vitals/page-vitals.js';

/** Everything the service is made of. */
export interface ApiParts {
  readonly config: ApiConfig;
  readonly telemetry: Telemetry;
  /** Connected and migrated; closed with the application. */
  readonly dataSource: DataSource;
  /** Where log lines go. @default standard output, for people if it is a terminal */
  readonly logDestination?: DestinationStream | undefined;
  /** Replaces options of the watch on AdSense, for tests against a fake. @default none */
  readonly confirmedClick?: Partial<ConfirmedClickModuleOptions> | undefined;
}

/** The reference service: where the packages, which do not know each other, meet. */
@Module({})
export class ApiModule {
  static of({ config, telemetry, dataSource, logDestination, ...parts }: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ObservabilityModule.forRoot({
          telemetry,
          logDestination,
          serverTiming: true,
          trustRequestId: config.trustRequestId,
          trustTraceContext: config.trustTraceContext,
        }),
        ProblemDetailsModule.forRoot({
          baseUri: `${config.publicBaseUrl}/problems/`,
          problems: [...coupleProblems, ...serviceProblems],
          statusProblems: { 422: 'validation' },
          defaultLanguage: 'ko',
          packs: [databasePack(urlOf(dataSource))],
        }),
        SeoGuardModule.forRoot({
          environment: config.environment,
          explainHeader: config.environment === 'development',
          rules: crawlerRules(config),
          siteFiles: siteFiles(config),
        }),
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
        CoupleCoreModule.forRoot({
          codeRef: config.codeRef,
          checkpointKey: config.checkpointKey,
          notifications: notifications(config),
        }),
        CoupleHttpModule.forRoot(config),
        pageVitals(config),
        ...confirmedClick(config, dataSource, parts.confirmedClick),
      ],
      controllers: [HomeController, HealthController],
      providers: [
        { provide: APP_PIPE, useFactory: () => problemValidationPipe({ texts: coupleFieldTexts }) },
      ],
    };
  }
}

function urlOf({ options }: DataSource): string | undefined {
  return options.type === 'postgres' ? options.url : undefined;
}

/** Failures are called in Slack what clients read in problems. */
function notifications({ slackWebhookUrl, publicBaseUrl }: ApiConfig): NotificationOptions | undefined {
  if (slackWebhookUrl === undefined) return undefined;
  const titles = Object.fromEntries(coupleProblems.map(({ slug, title }) => [slug, title]));
  return { slackWebhookUrl, label: new URL(publicBaseUrl).host, titles };
}
