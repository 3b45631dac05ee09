import { Module, type DynamicModule } from '@nestjs/common';
import { ReportDownloadController } from './report-download.controller.js';
import { ResultController } from './result.controller.js';

/** The pages of a couple's result. */
@Module({})
export class ResultModule {
  /** @param report the `ReportModule`, which words it */
  static behind(report: DynamicModule): DynamicModule {
    return {
      module: ResultModule,
      imports: [report],
      controllers: [ResultController, ReportDownloadController],
    };
  }
}
