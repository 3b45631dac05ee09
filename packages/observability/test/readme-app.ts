import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { configureObservability, ObservabilityModule, RequestId } from '@couplekit/observability';
import { Logger, PinoLogger } from 'nestjs-pino';

const telemetry = configureObservability();

@Controller()
class HelloController {
  constructor(private readonly logger: PinoLogger) {}

  @Get('hello')
  hello(@RequestId() requestId: string) {
    this.logger.info('said hello');
    return { hello: requestId };
  }
}

@Module({
  imports: [ObservabilityModule.forRoot({ telemetry })],
  controllers: [HelloController],
})
class AppModule {}

export const app = await NestFactory.create(AppModule, new FastifyAdapter(), { bufferLogs: true });
app.useLogger(app.get(Logger));
await app.listen(process.env['PORT'] ?? 3000, '127.0.0.1');

export async function stop() {
  await app.close();
  await telemetry.shutdown();
}
