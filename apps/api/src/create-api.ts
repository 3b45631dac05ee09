import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { problemFastifyOptions } from '@couplekit/problem-details';
import { warnOfUndeclaredProblems } from '@couplekit/problem-details/openapi';
import { NestFactory, type AbstractHttpAdapter } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApiModule, type ApiParts } from './api.module.js';
import { serveOpenApi } from './open-api.js';
import { secureServer } from './web/security/secure-server.js';

/** Largest request body: four answer sets are below 10 kB. */
const BODY_LIMIT_BYTES = 64 * 1024;

/** The service on Fastify, not listening yet; `adapter` replaces Fastify where a test wants Express. */
export async function createApi(
  parts: ApiParts,
  adapter: AbstractHttpAdapter = fastify(),
): Promise<INestApplication> {
  const app = await NestFactory.create(ApiModule.of(parts), adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  secureServer(app, parts.config);
  app.useLogger(app.get(Logger));
  app.flushLogs();
  const document = serveOpenApi(app);
  if (parts.config.codeRef === 'development') warnOfUndeclaredProblems(app, document);
  return app;
}

/** Fastify as this service wants it. */
export function fastify(): FastifyAdapter {
  return new FastifyAdapter({ ...problemFastifyOptions(), bodyLimit: BODY_LIMIT_BYTES });
}
