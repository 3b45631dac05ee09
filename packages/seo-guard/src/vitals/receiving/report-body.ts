import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost, ModulesContainer, type AbstractHttpAdapter } from '@nestjs/core';
import { readWithin, type BodyResponse } from './read-within.js';
import { VITALS_PATH } from './vitals-path.js';

/** Largest report. One metric is about 200 bytes, and a page has five. */
const LIMIT_BYTES = 4_096;

/**
 * Makes the body of a report a text of at most 4 KB, whatever media type the browser gave it: `sendBeacon` sends strings as
 * `text/plain`, and a Blob without a type has none. The frameworks' own parsers have other limits, and other media types.
 */
@Injectable()
export class ReportBody {
  constructor(
    @Inject(VITALS_PATH) private readonly path: string,
    private readonly config: ApplicationConfig,
    private readonly modules: ModulesContainer,
    { httpAdapter }: HttpAdapterHost,
  ) {
    // An application context without HTTP has no adapter. Later than here, Express has its parsers and Fastify its routes.
    const type = (httpAdapter as AbstractHttpAdapter | undefined)?.getType();
    // Express passes on what the promise of a handler is rejected with.
    if (type === 'express')
      httpAdapter.use((...handling: ExpressHandling) => this.readOnExpress(...handling));
    if (type === 'fastify') this.limitOnFastify(httpAdapter.getInstance<FastifyLike>());
  }

  private async readOnExpress(...[request, response, next]: ExpressHandling): Promise<void> {
    if (request.method === 'POST' && this.serves(request.url ?? '')) {
      request.body = await readWithin(request, response, LIMIT_BYTES);
    }
    next();
  }

  private limitOnFastify(fastify: FastifyLike): void {
    fastify.addHook('onRoute', (route) => {
      if (route.method !== 'POST' || !this.serves(route.url)) return;
      route.bodyLimit = LIMIT_BYTES;
      route.preParsing = (request, _reply, _payload, done) => {
        request.headers['content-type'] = 'text/plain';
        done(null);
      };
    });
  }

  /** Whether pages report here. Nest knows the global prefix and `RouterModule` later than it makes this object. */
  private serves(url: string): boolean {
    const path = pathKey(url.replace(/[?#].*$/s, ''));
    const { exclude = [] } = this.config.getGlobalPrefixOptions();
    const prefixes = [this.config.getGlobalPrefix(), ...(exclude.length > 0 ? [''] : [])];
    return prefixes.some((prefix) => path === pathKey(`${prefix}/${this.modulePath()}/${this.path}`));
  }

  private modulePath(): string {
    const module = [...this.modules.values()].find(({ providers }) => providers.has(ReportBody));
    const key = `__module_path__${this.modules.applicationId}`;
    return String((module && Reflect.getMetadata(key, module.metatype)) ?? '');
  }
}

/** Routers take upper and lower case and a slash at the end for the same path. */
function pathKey(path: string): string {
  return path.split('/').filter(Boolean).join('/').toLowerCase();
}

type ExpressHandling = [
  request: IncomingMessage & { body?: unknown },
  response: BodyResponse,
  next: () => void,
];

interface FastifyLike {
  addHook(name: 'onRoute', hook: (route: FastifyRoute) => void): void;
}

interface FastifyRoute {
  readonly method: string | readonly string[];
  readonly url: string;
  bodyLimit?: number;
  preParsing?: (
    request: { readonly headers: Record<string, unknown> },
    reply: unknown,
    payload: unknown,
    done: (error: null) => void,
  ) => void;
}
