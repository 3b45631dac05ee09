import { Inject, Injectable, Logger, NotFoundException, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { chooseMediaType } from '../negotiation/choose-media-type.js';
import { requestTarget, type ProblemRequest } from '../telling/problem-request.js';
import { ProblemResponder } from '../problem-responder.js';
import {
  PROBLEM_DETAILS_OPTIONS,
  type ResolvedProblemDetailsOptions,
} from '../resolve-problem-details-options.js';
import type { ProblemResponse } from '../telling/write-problem.js';
import { DOCS_MEDIA_TYPES, DocsLibrary } from './docs-library.js';
import { sendDocsPage } from './send-docs-page.js';

interface RoutedRequest extends ProblemRequest {
  /** On Fastify, the request of Node. */
  readonly raw?: ProblemRequest;
  readonly params?: { readonly slug?: string };
}

/**
 * Serves the pages at the type URIs (RFC 9457 section 3.1.1): `GET {path}` and `GET {path}/{slug}`. They are routes of the
 * web framework, not of Nest: hooks, middleware, CORS and logs see them, guards and the global prefix do not.
 */
@Injectable()
export class ProblemDocs implements OnModuleInit {
  private readonly logger = new Logger('ProblemDetails');

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly responder: ProblemResponder,
    @Inject(PROBLEM_DETAILS_OPTIONS) private readonly options: ResolvedProblemDetailsOptions,
  ) {}

  onModuleInit(): void {
    const { docsPath, registry } = this.options;
    if (docsPath === undefined || typeof this.adapterHost.httpAdapter?.get !== 'function') return;
    const library = new DocsLibrary(registry, docsPath);
    const handler = (request: RoutedRequest, response: ProblemResponse) =>
      this.answer(library, request, response);
    for (const path of [docsPath, `${docsPath}/`, `${docsPath}/:slug`]) this.route(path, handler);
  }

  private route(path: string, handler: (request: RoutedRequest, response: ProblemResponse) => void): void {
    try {
      this.adapterHost.httpAdapter.get(path, handler as () => void);
    } catch (error) {
      // Express has the application's own route answer first; Fastify refuses a second one.
      if ((error as { code?: unknown }).code !== 'FST_ERR_DUPLICATED_ROUTE') throw error;
      if (!path.endsWith('/'))
        this.logger.warn(`The application has a route ${path} of its own, which stays.`);
    }
  }

  private answer(library: DocsLibrary, routed: RoutedRequest, response: ProblemResponse): void {
    const request = routed.raw ?? routed;
    try {
      const { accept, 'accept-language': acceptLanguage, 'if-none-match': ifNoneMatch } = request.headers;
      const { languages } = this.options.registry;
      const chosen = new URLSearchParams(requestTarget(request).split('?')[1]).get('lang');
      const own = languages.pageTags.find((tag) => tag === chosen);
      const page = library.find({
        slug: routed.params?.slug,
        mediaType: chooseMediaType(accept?.toString(), DOCS_MEDIA_TYPES),
        language: own ?? languages.choose(acceptLanguage?.toString(), languages.pageTags),
        isChosen: own !== undefined,
      });
      if (page) sendDocsPage(response, page, ifNoneMatch?.toString());
      else this.responder.respond(new NotFoundException(), request, response);
    } catch (error) {
      this.responder.respond(error, request, response);
    }
  }
}
