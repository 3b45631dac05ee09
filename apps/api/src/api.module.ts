import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_PIPE } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CoupleCoreModule, type NotificationOptions } from '@couplekit/couple-core';
import { coupleFieldTexts, CoupleHttpModule, coupleProblems } from '@couplekit/couple-core/http';
import { ObservabilityModule, type Telemetry } from '@couplekit/observability';
import { ProblemDetailsModule, problemValidationPipe, throttlerPack } from '@couplekit/problem-details';
import { SeoGuardModule } from '@couplekit/seo-guard';
import type { ConfirmedClickModuleOptions } from '@couplekit/seo-guard/ads';
import type { DestinationStream } from 'pino';
import type { DataSource } from 'typeorm';
import type { ApiConfig } from './api-config.js';
import { crawlerRules } from './crawler-rules.js';
import { confirmedClick } from './confirmed-click.js';
import { databasePack } from './database-pack.js';
import { HealthController } from './health.controller.js';
import { ReportModule } from './report/report.module.js';
import { pageProblems, serviceProblems } from './service-problems.js';
import { siteFiles } from './site-files.js';
import { pageVitals } from './vitals/page-vitals.js';
import { JourneyModule } from './web/journey/journey.module.js';
import { Pages } from './web/pages/pages.js';
import { problemPage } from './web/problems/problem-page.js';
import { throttlersOf } from './web/rate-limits/throttler-options.js';
import { RatingModule } from './web/rating/rating.module.js';
import { ResultModule } from './web/result/result.module.js';
import { WaitingModule } from './web/waiting/waiting.module.js';
import { headersWithoutRequest } from './web/security/response-headers.js';
import { ShareModule } from './web/share/share.module.js';
import { WebModule } from './web/web.module.js';

/** Everything the service is made of. */
export interface ApiParts {
  readonly config: ApiConfig;
  readonly telemetry: Telemetry;
  /** Connected and migrated; closed with the application. */
  readonly dataSource: DataSource;
  /** Further modules. @default none */
  readonly imports?: readonly (Type | DynamicModule)[] | undefined;
  /** Where log lines go. @default standard output, for people if it is a terminal */
  readonly logDestination?: DestinationStream | undefined;
  /** Replaces options of the watch on AdSense, for tests against a fake. @default none */
  readonly confirmedClick?: Partial<ConfirmedClickModuleOptions> | undefined;
}

/** The reference service: where the packages, which do not know each other, meet. */
@Module({})
export class ApiModule {
  static of({
    config,
    telemetry,
    dataSource,
    logDestination,
    imports = [],
    ...parts
  }: ApiParts): DynamicModule {
    const coupleHttp = CoupleHttpModule.forRoot(config);
    const report = ReportModule.behind(coupleHttp);
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
        ProblemDetailsModule.forRootAsync({
          inject: [Pages],
          useFactory: (pages: Pages) => ({
            baseUri: `${config.publicBaseUrl}/problems/`,
            problems: [...coupleProblems, ...serviceProblems, ...pageProblems],
            statusProblems: { 422: 'validation' },
            defaultLanguage: 'ko',
            negotiation: 'browsers',
            page: problemPage(pages),
            malformedRequestHeaders: headersWithoutRequest({
              https: config.publicBaseUrl.startsWith('https:'),
            }),
            packs: [
              databasePack(urlOf(dataSource)),
              throttlerPack({ throttlers: config.rateLimits ? throttlersOf(config.rateLimits) : [] }),
            ],
          }),
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
        pageVitals(config),
        ...confirmedClick(config, dataSource, parts.confirmedClick),
        WebModule.of(config),
        coupleHttp,
        report,
        JourneyModule,
        ResultModule.behind(report),
        WaitingModule,
        RatingModule,
        ShareModule,
        ...imports,
      ],
      controllers: [HealthController],
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
