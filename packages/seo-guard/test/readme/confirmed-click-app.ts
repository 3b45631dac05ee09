import { Module, type DynamicModule } from '@nestjs/common';
import { ConfirmedClickModule, type AdSenseAccess, type PolicyIssueEvent } from '@couplekit/seo-guard/ads';

@Module({})
export class AdsModule {
  /** `access` is the account and the three secrets of its OAuth client. */
  static watching(access: AdSenseAccess, onEvent: (event: PolicyIssueEvent) => void): DynamicModule {
    return {
      module: AdsModule,
      imports: [ConfirmedClickModule.forRoot({ ...access, listener: { onEvent } })],
    };
  }
}
