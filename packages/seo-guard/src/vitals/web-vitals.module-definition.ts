import { ConfigurableModuleBuilder } from '@nestjs/common';
import { vitalsControllers } from './receiving/vitals.controller.js';
import { VITALS_PATH } from './receiving/vitals-path.js';
import type { ClientRequest } from './limiting/client-key.js';
import type { TokenBucketOptions } from './limiting/token-buckets.js';
import type { VitalsRateLimit } from './limiting/vitals-rate-limit.js';
import type { VitalsStore } from './storing/vitals-store.js';

/** Options of `WebVitalsModule`. */
export interface WebVitalsModuleOptions {
  /** Where samples are kept. */
  readonly store: VitalsStore;
  /**
   * Templates of the pages, as Nest 12 writes paths: `/share/:token`. Of an address only its template is kept; the first one
   * that matches wins, and other pages are `(other)`.
   */
  readonly routes: readonly string[];
  /** The build of pages that name none. @default 'unknown' */
  readonly build?: string;
  /** What a build looks like; what does not is refused. @default letters, digits and `._:+-`, at most 128 */
  readonly buildPattern?: RegExp;
  /** Origins that may report besides the service's own, such as `https://www.example.com`. @default none */
  readonly origins?: readonly string[];
  /** How much a client may send, or what counts it; false for no limit. @default `TokenBuckets` with its defaults */
  readonly rateLimit?: TokenBucketOptions | VitalsRateLimit | false;
  /** Whom a request counts for. @default its address as the framework says; of IPv6 the first 64 bits */
  readonly clientKey?: (request: ClientRequest) => string;
  /** When samples go to the store. */
  readonly flush?: VitalsFlushOptions;
  /** Days that samples are kept, or false to keep them. @default 90 */
  readonly retentionDays?: number | false;
}

/** When samples go to the store. */
export interface VitalsFlushOptions {
  /** Milliseconds that a sample waits at most while the store answers. @default 1000 */
  readonly everyMs?: number;
  /** Samples in one statement; as many are stored without waiting. @default 500 */
  readonly batch?: number;
  /** Samples that wait while the store is away; further ones are dropped and counted. @default 5000 */
  readonly capacity?: number;
}

/** Options that stand beside those of {@link WebVitalsModuleOptions}, in `forRoot` and `forRootAsync`. */
export interface WebVitalsModuleExtras {
  /** Where pages report, below the global prefix. @default 'vitals' */
  readonly path?: string;
  /** Whether `path` also serves the scripts for pages. @default true */
  readonly beacon?: boolean;
}

const EXTRAS: WebVitalsModuleExtras = { path: 'vitals', beacon: true };

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<WebVitalsModuleOptions>()
    .setClassMethodName('forRoot')
    .setExtras(EXTRAS, (definition, { path = 'vitals', beacon = true }) => ({
      ...definition,
      controllers: [...vitalsControllers(path, beacon)],
      providers: [...(definition.providers ?? []), { provide: VITALS_PATH, useValue: path }],
    }))
    .build();
