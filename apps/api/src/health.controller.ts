import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ExporterHealthIndicator, type ExporterHealthResult } from '@couplekit/observability';
import { ApiProblems } from '@couplekit/problem-details/openapi';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';

const PATIENCE_MS = 1_000;

/** What a service that can serve says of itself. */
interface Readiness {
  readonly status: 'ok';
  readonly database: 'up';
  readonly telemetry: ExporterHealthResult;
}

/** For load balancers: is the process alive, and can it serve? */
@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly exporter: ExporterHealthIndicator,
  ) {}

  @Get('healthz')
  @ApiOperation({ summary: 'The process is alive; says nothing about the database' })
  @ApiOkResponse()
  alive(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({
    summary: 'The service can answer: its database does. Telemetry is a detail that decides nothing',
  })
  @ApiOkResponse()
  @ApiProblems(503)
  async ready(): Promise<Readiness> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
    try {
      await Promise.race([this.dataSource.query('SELECT 1'), late]);
    } catch (cause) {
      throw new ServiceUnavailableException('The database does not answer.', { cause });
    } finally {
      clearTimeout(timer);
    }
    return { status: 'ok', database: 'up', telemetry: this.exporter.describe() };
  }
}
