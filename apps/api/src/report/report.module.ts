import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { PdfRenderer } from './pdf/pdf-renderer.js';
import { ReportWriter } from './report-writer.js';
import { ReportController } from './report.controller.js';

/** Routes below a couple's session for its report. */
@Module({})
export class ReportModule {
  /** @param http the `CoupleHttpModule` whose `BearerGuard` stands before them */
  static behind(http: DynamicModule | Type): DynamicModule {
    return {
      module: ReportModule,
      imports: [http],
      controllers: [ReportController],
      providers: [PdfRenderer, ReportWriter],
      exports: [ReportWriter],
    };
  }
}
