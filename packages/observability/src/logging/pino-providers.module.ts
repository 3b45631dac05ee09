import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import { AppPinoLogger } from './app-pino-logger.js';

/**
 * nestjs-pino's providers without its middleware: request context and access line are ours, and on Fastify a middleware
 * would cost more than all the rest.
 */
@Module({})
export class PinoProvidersModule {
  static create(): DynamicModule {
    const { providers = [], exports = [] } = LoggerModule.forRoot({ pinoHttp: { level: 'silent' } });
    return {
      module: PinoProvidersModule,
      global: true,
      providers: [...providers, { provide: PinoLogger, useClass: AppPinoLogger }],
      exports,
    };
  }
}
