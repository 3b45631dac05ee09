import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@couplekit/problem-details/openapi';
import { DataSource } from 'typeorm';

const PATIENCE_MS = 1_000;

/** For load balancers: is the process alive, and can it serve? */
@ApiTags('health')
@Controller()
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('healthz')
  @ApiOperation({ summary: 'The process is alive; says nothing about the database' })
  @ApiOkResponse()
  alive(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({ summary: 'The service can answer: its database does' })
  @ApiOkResponse()
  @ApiProblems(503)
  async ready(): Promise<{ readonly status: 'ok'; readonly database: 'up' }> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
    try {
      await Promise.race([this.dataSource.query('SELECT 1'), late]);
    } catch (cause) {
      throw new ServiceUnavailableException('The database does not answer.', { cause });
    } finally {
      clearTimeout(timer);
    }
    return { status: 'ok', database: 'up' };
  }
}
