import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Post,
  UnsupportedMediaTypeException,
  UseGuards,
  VERSION_NEUTRAL,
  type Type,
} from '@nestjs/common';
import { readWebVitals, vitalsBeacon } from '../beacon/vitals-beacon.js';
import { WEB_VITALS_OPTIONS, type ResolvedWebVitalsOptions } from '../resolve-web-vitals-options.js';
import { VitalsRecorder } from '../storing/vitals-recorder.js';
import { readReport } from './read-report.js';
import { ReportGuard } from './report.guard.js';

const SCRIPT = 'text/javascript; charset=utf-8';
const ONE_DAY = 'public, max-age=86400';

/** Nest reads paths from classes, so each module has classes of its own. */
export function vitalsControllers(path: string, beacon: boolean): readonly Type[] {
  @Controller({ path, version: VERSION_NEUTRAL })
  class VitalsController {
    constructor(
      @Inject(WEB_VITALS_OPTIONS) private readonly options: ResolvedWebVitalsOptions,
      private readonly recorder: VitalsRecorder,
    ) {}

    @Post()
    @HttpCode(204)
    @UseGuards(ReportGuard)
    receive(@Body() body: unknown): void {
      // ReportBody has made it a text, whatever its media type.
      if (typeof body !== 'string') throw new UnsupportedMediaTypeException('The body must be JSON.');
      const { routes, buildPattern, build } = this.options;
      this.recorder.record(
        readReport(body, { routes, buildPattern, defaultBuild: build, receivedAt: new Date() }),
      );
    }
  }

  @Controller({ path, version: VERSION_NEUTRAL })
  class BeaconController {
    private readonly beacon = vitalsBeacon();
    private readonly library = readWebVitals();

    @Get('beacon.js')
    @Header('Content-Type', SCRIPT)
    @Header('Cache-Control', ONE_DAY)
    script(): string {
      return this.beacon;
    }

    @Get('web-vitals.js')
    @Header('Content-Type', SCRIPT)
    @Header('Cache-Control', ONE_DAY)
    webVitals(): string {
      return this.library;
    }
  }

  return beacon ? [VitalsController, BeaconController] : [VitalsController];
}
