import { Module } from '@nestjs/common';
import { ReportBody } from './receiving/report-body.js';
import {
  resolveWebVitalsOptions,
  WEB_VITALS_OPTIONS,
  type ResolvedWebVitalsOptions,
} from './resolve-web-vitals-options.js';
import { VitalsRecorder } from './storing/vitals-recorder.js';
import { VitalsRetention } from './storing/vitals-retention.js';
import { VitalsStore } from './storing/vitals-store.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './web-vitals.module-definition.js';

/**
 * Receives Web Vitals from the pages of a service at `POST /vitals`, keeps them by route template, device and build, and
 * serves the scripts that pages need. Import it once.
 */
@Module({
  providers: [
    { provide: WEB_VITALS_OPTIONS, useFactory: resolveWebVitalsOptions, inject: [MODULE_OPTIONS_TOKEN] },
    {
      provide: VitalsStore,
      useFactory: ({ store }: ResolvedWebVitalsOptions) => store,
      inject: [WEB_VITALS_OPTIONS],
    },
    ReportBody,
    VitalsRecorder,
    VitalsRetention,
  ],
  exports: [VitalsStore, VitalsRecorder, VitalsRetention],
})
export class WebVitalsModule extends ConfigurableModuleClass {}
