import { setTimeout as delay } from 'node:timers/promises';
import {
  Body,
  Catch,
  Controller,
  Get,
  HttpException,
  Injectable,
  Logger,
  Post,
  Req,
  UseFilters,
  UseInterceptors,
  UsePipes,
  type ArgumentsHost,
  type CallHandler,
  type DynamicModule,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { CapturedLines } from '@couplekit/testkit';
import { ClsServiceManager } from 'nestjs-cls';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { finalize } from 'rxjs';
import { ObservabilityModule, type ObservabilityModuleOptions } from '../src/index.js';

@Injectable()
class LoggingPipe implements PipeTransform {
  constructor(@InjectPinoLogger('pipe') private readonly logger: PinoLogger) {}

  async transform(value: unknown): Promise<unknown> {
    await delay(1);
    this.logger.info('in pipe');
    return value;
  }
}

@Injectable()
class LoggingInterceptor implements NestInterceptor {
  private readonly logger = new Logger('interceptor');

  intercept(_context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(finalize(() => this.logger.log('in interceptor')));
  }
}

/** Application-wide, so that it also hears of bodies that cannot be parsed. */
@Catch()
export class LoggingFilter implements ExceptionFilter {
  private readonly logger = new Logger('filter');

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    this.logger.warn('in filter');
    const status = exception instanceof HttpException ? exception.getStatus() : 400;
    this.adapterHost.httpAdapter.reply(host.switchToHttp().getResponse(), {}, status);
  }
}

@Controller()
@UseInterceptors(LoggingInterceptor)
class EverywhereController {
  constructor(@InjectPinoLogger('controller') private readonly logger: PinoLogger) {}

  @Post('echo')
  @UsePipes(LoggingPipe)
  echo(@Body() body: object, @Req() { id }: { readonly id?: unknown }) {
    this.logger.info(body, 'in handler');
    return { requestId: ClsServiceManager.getClsService().getId(), frameworkId: id };
  }

  @Get('teapot')
  @UseFilters(LoggingFilter)
  teapot(): never {
    throw new HttpException('teapot', 418);
  }
}

/** Logs from everywhere that a request passes. */
export class EverywhereModule {
  static of(options: Omit<ObservabilityModuleOptions, 'logDestination'>, log: CapturedLines): DynamicModule {
    return {
      module: EverywhereModule,
      imports: [ObservabilityModule.forRoot({ ...options, logDestination: log })],
      controllers: [EverywhereController],
      providers: [LoggingPipe],
    };
  }
}
