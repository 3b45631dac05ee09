import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { ProblemException } from '@couplekit/problem-details';
import { isLanguage } from '../pages/language.js';
import { VisitCookies } from '../visits/visit-cookies.js';
import type { WebOptions } from '../web-options.js';
import { responseHeaders } from './response-headers.js';
import { isTrustedHost, trustedHostnames } from './trusted-hosts.js';

type Done = (error?: unknown) => void;

interface FastifyLike {
  addHook(
    name: 'onRequest',
    hook: (request: { readonly raw: IncomingMessage }, reply: unknown, done: Done) => void,
  ): void;
}

interface ExpressLike {
  disable(setting: 'x-powered-by'): void;
  use(middleware: (request: IncomingMessage, response: unknown, next: Done) => void): void;
}

/**
 * Protects every response of an application, errors of the framework included, and turns requests by a foreign name away.
 * To be called before the application is initialised, so that it comes before everything else.
 */
export function secureServer(
  app: INestApplication,
  { publicBaseUrl, trustedHosts }: Pick<WebOptions, 'publicBaseUrl' | 'trustedHosts'>,
): void {
  const https = publicBaseUrl.startsWith('https:');
  const protect = responseHeaders({ https });
  const cookies = new VisitCookies(https);
  const server = app.getHttpServer() as Server;
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    protect(request, response);
    preferChosenLanguage(request, cookies);
  });
  const hostnames = trustedHostnames(publicBaseUrl, trustedHosts);
  onEveryRequest(app, (request) => {
    if (!isTrustedHost({ host: request.headers.host, url: request.url }, hostnames)) throw foreignHost();
  });
}

/** By the framework's own means, so that a refusal becomes a problem. */
function onEveryRequest(app: INestApplication, check: (request: IncomingMessage) => void): void {
  const adapter = app.getHttpAdapter();
  if (adapter.getType() === 'fastify') {
    (adapter.getInstance() as FastifyLike).addHook('onRequest', ({ raw }, _, done) =>
      attempt(check, raw, done),
    );
  } else {
    const express = adapter.getInstance() as ExpressLike;
    express.disable('x-powered-by');
    express.use((request, _, next) => attempt(check, request, next));
  }
}

function attempt(check: (request: IncomingMessage) => void, request: IncomingMessage, done: Done): void {
  try {
    check(request);
  } catch (error) {
    return done(error);
  }
  done();
}

/** What a reader has chosen with the switch goes before what the browser asks for: in pages, problems and everything else. */
function preferChosenLanguage(request: IncomingMessage, cookies: VisitCookies): void {
  const chosen = cookies.read(request.headers.cookie, 'lang');
  if (isLanguage(chosen)) request.headers['accept-language'] = chosen;
}

function foreignHost(): ProblemException<400> {
  return new ProblemException(400, {
    detail: {
      en: 'There is no service of ours at this address. Please check the link.',
      ko: '이 주소로는 서비스를 이용할 수 없습니다. 링크를 확인해 주세요.',
    },
  });
}
