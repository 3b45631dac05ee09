import { ConfigurableModuleBuilder } from '@nestjs/common';
import { vitalsControllers } from './receiving/vitals.controller.js';
import { VITALS_PATH } from './receiving/vitals-path.js';
import type { ClientRequest } from './limiting/client-key.js';
import type { TokenBucketOptions } from './limiting/token-buckets.js';
import type { VitalsRateLimit } from './limiting/vitals-rate-limit.js';
import type { VitalsStore } from './storing/vitals-store.js';

/** Options of `WebVitalsModule`. */
export interface WebVitalsModuleOptions {
  /** A `VitalsStore`: `PostgresVitalsStore`, `MemoryVitalsStore` for tests, or your own. */
  readonly store: VitalsStore;
  /**
   * Templates of the pages; the first one that matches wins.
   *
   * As Nest 12 writes paths: `/share/:token`. Of an address only its template is kept; other pages are `(other)`.
   */
  readonly routes: readonly string[];
  /** Build of pages that name none. @default `unknown` */
  readonly build?: string;
  /** What a build looks like; what does not is refused. @default letters, digits, `._:+-`, 128 long */
  readonly buildPattern?: RegExp;
  /** Origins that may report besides the service's own, such as `https://www.example.com`. @default none */
  readonly origins?: readonly string[];
  /**
   * `{ burst, perMinute, clients }`, a `VitalsRateLimit` of yours, or `false`.
   *
   * How much a client may send, or what counts it.
   * @default 30 at once, 30 a minute
   */
  readonly rateLimit?: TokenBucketOptions | VitalsRateLimit | false;
  /** Whom a request counts for. @default the framework's `ip`, IPv6 by /64 */
  readonly clientKey?: (request: ClientRequest) => string;
  /** `{ everyMs, batch, capacity }` of the buffer before the store. @default 1000, 500, 5000 */
  readonly flush?: VitalsFlushOptions;
  /** Days that samples are kept, or `false`. @default 90 */
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
  /** Where pages report, below the global prefix. @default `vitals` */
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
