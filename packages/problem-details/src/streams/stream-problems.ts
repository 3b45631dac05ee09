import { Injectable } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef, ModulesContainer } from '@nestjs/core';
import { applicationConfig } from '../adapters/application-config.js';
import { ProblemResponder } from '../problem-responder.js';
import { handleFileFailures } from './file-problems.js';
import { SSE_METADATA, SseProblemInterceptor } from './sse-problem.interceptor.js';

/** Covers the streams whose failure Nest answers by itself: server-sent events, and files on Express. */
@Injectable()
export class StreamProblems {
  constructor(
    { httpAdapter }: HttpAdapterHost,
    modules: ModulesContainer,
    moduleRef: ModuleRef,
    responder: ProblemResponder,
  ) {
    if (httpAdapter) {
      handleFileFailures(httpAdapter, (error, response) => responder.respond(error, response.req, response));
    }
    // A global interceptor costs every route, so only applications with such a route get it; the first is the outermost.
    if (hasSseHandler(modules)) {
      const tell = responder.tell.bind(responder);
      applicationConfig(moduleRef)?.addGlobalInterceptor(new SseProblemInterceptor(tell));
    }
  }
}

function hasSseHandler(modules: ModulesContainer): boolean {
  const controllers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.some(({ metatype }) => metatype && handlersOf(metatype.prototype as object).some(isSse));
}

function isSse(handler: unknown): boolean {
  return typeof handler === 'function' && Reflect.hasMetadata(SSE_METADATA, handler);
}

/** The methods of a class and of those it extends; getters are not run. */
function handlersOf(prototype: object | null): unknown[] {
  if (prototype === null || prototype === Object.prototype) return [];
  const own = Object.values(Object.getOwnPropertyDescriptors(prototype)).map(({ value }): unknown => value);
  return [...own, ...handlersOf(Object.getPrototypeOf(prototype) as object | null)];
}
