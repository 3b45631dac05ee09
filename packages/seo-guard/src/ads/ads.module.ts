import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { SeoGuard } from '../seo-guard.js';
import { AdEligibility, PathExplainer } from './eligibility/ad-eligibility.js';
import {
  resolveAdEligibilityOptions,
  type AdEligibilityOptions,
} from './eligibility/ad-eligibility-options.js';
import { AD_ELIGIBILITY_OPTIONS } from './eligibility/ad-eligibility.tokens.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<AdEligibilityOptions>().setClassMethodName('forRoot').build();

/** Provides `AdEligibility`. Needs `SeoGuardModule` in the root module, whose table knows sensitive and noindex paths. */
@Module({
  providers: [
    AdEligibility,
    {
      provide: AD_ELIGIBILITY_OPTIONS,
      useFactory: resolveAdEligibilityOptions,
      inject: [MODULE_OPTIONS_TOKEN],
    },
    { provide: PathExplainer, useExisting: SeoGuard },
  ],
  exports: [AdEligibility],
})
export class AdsModule extends ConfigurableModuleClass {}
