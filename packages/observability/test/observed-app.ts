import { setTimeout as delay } from 'node:timers/promises';
import {
  Body,
  Controller,
  ForbiddenException,
  Get,
  Injectable,
  Logger,
  Module,
  Param,
  Post,
  Res,
  ServiceUnavailableException,
  UseGuards,
  type CanActivate,
  type DynamicModule,
} from '@nestjs/common';
import { bootApp, CapturedLines, plainAdapter, type AdapterName, type RunningApp } from '@couplekit/testkit';
import { trace } from '@opentelemetry/api';
import { Logger as PinoNestLogger, PinoLogger } from 'nestjs-pino';
import {
  ObservabilityModule,
  RequestId,
  type ObservabilityModuleOptions,
  type Telemetry,
} from '../src/index.js';

@Injectable()
class Refuse implements CanActivate {
  private readonly logger = new Logger('Refuse');
  canActivate(): boolean {
    this.logger.warn('in guard');
    throw new ForbiddenException();
  }
}

@Controller()
class ObservedController {
  private readonly nest = new Logger(ObservedController.name);
  constructor(private readonly pino: PinoLogger) {}

  @Get('items/:id')
  async item(@Param('id') id: string, @RequestId() requestId: string) {
    this.pino.info('before');
    await delay(Math.random() * 5);
    this.nest.log('after await');
    await new Promise<void>((resolve) =>
      setTimeout(() => {
        this.pino.warn({ item: id }, 'in timer');
        resolve();
      }, 1),
    );
    return { id, requestId, traceId: trace.getActiveSpan()?.spanContext().traceId };
  }

  @Get('fails')
  fails(): never {
    throw new Error('broken', { cause: Object.assign(new Error('why'), { parameters: ['secret hunter2'] }) });
  }

  @Get('guarded')
  @UseGuards(Refuse)
  guarded() {
    return 'never';
  }

  @Get('unavailable')
  unavailable(): never {
    throw new ServiceUnavailableException('later');
  }

  @Get('logs-and-throws')
  logsAndThrows(): never {
    const error = new Error('seen twice');
    this.pino.error(error);
    this.pino.error({ err: error, item: 7 }, 'while it was saved');
    throw error;
  }

  @Get('assigned')
  assigned() {
    this.pino.assign({ couple: 'c-1' });
    this.pino.info('with couple');
    return {};
  }

  @Get('stream')
  stream(@Res() response: { raw?: unknown } & NodeJS.WritableStream) {
    const raw = (response.raw ?? response) as import('node:http').ServerResponse;
    raw.writeHead(200, { 'Content-Type': 'text/plain' });
    raw.write('a');
    raw.end('b');
  }

  @Get('hangs')
  hangs() {
    return new Promise(() => undefined);
  }

  @Get('waits')
  waits() {
    this.pino.info('waiting');
    return new Promise(() => undefined);
  }

  @Get('half')
  half(@Res() response: { raw?: unknown } & NodeJS.WritableStream) {
    const raw = (response.raw ?? response) as import('node:http').ServerResponse;
    raw.writeHead(200, { 'Content-Type': 'text/plain' });
    raw.write('and no more');
  }

  @Post('echo')
  echo(@Body() body: unknown) {
    return body;
  }
}

@Module({})
class ObservedModule {
  static of(options: ObservabilityModuleOptions): DynamicModule {
    return {
      module: ObservedModule,
      imports: [ObservabilityModule.forRoot(options)],
      controllers: [ObservedController],
    };
  }
}

export interface ObservedApp extends RunningApp {
  readonly log: CapturedLines;
}

export async function observedApp(
  adapter: AdapterName,
  telemetry: Telemetry,
  options: Partial<ObservabilityModuleOptions> = {},
  createAdapter = plainAdapter,
): Promise<ObservedApp> {
  const log = new CapturedLines();
  const running = await bootApp({
    adapter,
    createAdapter,
    module: ObservedModule.of({ telemetry, logDestination: log, ...options }),
    configure: (app) => app.useLogger(app.get(PinoNestLogger)),
  });
  return { ...running, log };
}
