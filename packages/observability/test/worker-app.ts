import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CapturedLines } from '@couplekit/testkit';
import { PinoLogger } from 'nestjs-pino';
import { ObservabilityModule, type Telemetry } from '../src/index.js';

export interface WorkerApp extends AsyncDisposable {
  readonly log: CapturedLines;
  readonly logger: PinoLogger;
  get<T>(token: new (...args: never[]) => T): T;
}

@Module({})
class WorkerModule {}

/** An application without HTTP, whose lines after its start are kept. */
export async function workerApp(
  telemetry: Telemetry,
  parts: { readonly imports?: readonly DynamicModule[]; readonly providers?: readonly Provider[] } = {},
): Promise<WorkerApp> {
  const log = new CapturedLines();
  const module: DynamicModule = {
    module: WorkerModule,
    imports: [ObservabilityModule.forRoot({ telemetry, logDestination: log }), ...(parts.imports ?? [])],
    providers: [...(parts.providers ?? [])],
  };
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  const logger = await app.resolve<PinoLogger>(PinoLogger);
  log.clear();
  return { log, logger, get: (token) => app.get(token), [Symbol.asyncDispose]: () => app.close() };
}
