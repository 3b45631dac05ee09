import type { ServerResponse } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { rawResponse, type ProblemResponse } from '../telling/write-problem.js';

/** Answers a file whose stream failed before its first byte; cuts the connection after it. */
type FileFailure = (error: Error, response: ServerResponse) => void;

/**
 * Makes the failure of a `StreamableFile` the same on both adapters. Express answers 400 in plain text by a default of
 * Nest's, which `fail` replaces; a handler that the application gave the file stays. Fastify hands an early failure to the
 * filter, and says nothing of a late one, which is logged here.
 */
export function handleFileFailures(adapter: AbstractHttpAdapter, fail: FileFailure): void {
  const reply = adapter.reply.bind(adapter);
  const prepare = adapter.getType() === 'express' ? answerByFilter : logLateFailure;
  adapter.reply = (response: ProblemResponse, body: unknown, statusCode?: number): unknown => {
    if (body instanceof StreamableFile) prepare(body, rawResponse(response), fail);
    return reply(response, body, statusCode) as unknown;
  };
}

function answerByFilter(file: StreamableFile, response: ServerResponse, fail: FileFailure): void {
  // Every file has a default of its own, made of the same source.
  if (String(file.errorHandler) !== DEFAULT_HANDLER) return;
  file.setErrorHandler((error) => fail(error, response));
}

function logLateFailure(file: StreamableFile, response: ServerResponse): void {
  file.getStream().once('error', (error) => {
    if (response.headersSent) file.errorLogger(error);
  });
}

const DEFAULT_HANDLER = String(new StreamableFile(new Uint8Array()).errorHandler);
