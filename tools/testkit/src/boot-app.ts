import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { INestApplication, LoggerService, Type, DynamicModule } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';

export type AdapterName = 'fastify' | 'express';

/** Both HTTP adapters, for `describe.each`. */
export const ADAPTERS = ['fastify', 'express'] as const satisfies readonly AdapterName[];

export interface BootOptions {
  readonly adapter: AdapterName;
  readonly module: Type | DynamicModule;
  /** Makes the adapter when the test needs its options. @default an adapter without options */
  readonly createAdapter?: (name: AdapterName) => AbstractHttpAdapter;
  /** Runs after `NestFactory.create` and before `listen`. */
  readonly configure?: (app: INestApplication) => void | Promise<void>;
  /** @default false: quiet */
  readonly logger?: LoggerService | false;
}

export interface RunningApp extends AsyncDisposable {
  readonly app: INestApplication;
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a Nest application on a real port of 127.0.0.1. */
export async function bootApp(options: BootOptions): Promise<RunningApp> {
  const adapter = (options.createAdapter ?? plainAdapter)(options.adapter);
  const app = await NestFactory.create(options.module, adapter, {
    logger: options.logger ?? false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  await options.configure?.(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const close = () => app.close();
  return { app, port, url: `http://127.0.0.1:${port}`, close, [Symbol.asyncDispose]: close };
}

export function plainAdapter(name: AdapterName): AbstractHttpAdapter {
  return name === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
}
