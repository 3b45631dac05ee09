/**
 * One contender as a process of its own: `node server.js STACK ADAPTER`, by hand with `--cpu-prof` as well. It reads
 * `PORT`, `BENCH_DATABASE_URL` and the standard OTEL_* variables, and says `ready` when it listens.
 */
import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import pg from 'pg';
import { destination } from 'pino';
import { HELLO } from './hello.js';

/** As a service writes its log, several lines at a time; to nowhere, because a disk is not what is compared. */
const log = destination({ dest: '/dev/null', sync: true, minLength: 4096 });

const STACKS: Readonly<Record<string, () => Promise<readonly (DynamicModule | Type)[]>>> = {
  bare: async () => [],

  /** What people assemble; OpenTelemetry comes by `--import @opentelemetry/auto-instrumentations-node/register`. */
  assembled: async () => {
    const [{ ClsModule }, { LoggerModule }] = await Promise.all([
      import('nestjs-cls'),
      import('nestjs-pino'),
    ]);
    return [
      ClsModule.forRoot({ global: true, middleware: { mount: true, generateId: true } }),
      LoggerModule.forRoot({ pinoHttp: [{}, log] }),
    ];
  },

  ours: async () => {
    const { configureObservability, instrumentPg, ObservabilityModule } =
      await import('@couplekit/observability');
    instrumentPg(pg);
    return [ObservabilityModule.forRoot({ telemetry: configureObservability(), logDestination: log })];
  },
};

const [stack = '', adapter = ''] = process.argv.slice(2);
const imports = await STACKS[stack]?.();
if (!imports) throw new Error(`There is no stack called "${stack}".`);

class Root {}
Module({ imports: [...imports], ...HELLO })(Root);
const app = await NestFactory.create(
  Root,
  adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter(),
  {
    logger: false,
  },
);
await app.listen(Number(process.env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
/** With `--expose-gc`: how much memory is in use, without what can be given back. */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  process.stdout.write(`${process.memoryUsage().heapUsed}\n`);
});
process.stdout.write('ready\n');
