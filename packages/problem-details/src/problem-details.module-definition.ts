import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { DocsPagesOption } from './docs-pages/resolve-docs-path.js';
import type { ProblemPageRenderer } from './negotiation/represent.js';
import type { ProblemRegistryOptions } from './registry/problem-registry.js';

/** Options of {@link ProblemDetailsModule}. */
export interface ProblemDetailsOptions extends ProblemRegistryOptions {
  /**
   * `'browsers'` answers browsers with a page, `'strict'` in the form that `Accept` asks for.
   *
   * `strict` answers in `application/problem+json`, `application/json`, `application/problem+xml` or, for browsers,
   * `text/html`. `browsers` answers `text/html` where `Accept` prefers it, and `application/problem+json` to
   * everybody else. `none` always answers `application/problem+json`.
   * @default 'none'
   */
  readonly negotiation?: 'none' | 'browsers' | 'strict';
  /**
   * `(problem, language) => ({ body, headers })`: the HTML page of a problem in your look, where there is
   * negotiation.
   * @default a calm page without scripts
   */
  readonly page?: ProblemPageRenderer;
  /**
   * Pages at the type URIs: `false`, or `{ path }` behind a proxy.
   *
   * For people and as JSON, at the path of `baseUri`, outside of a global prefix; `path` names another one, for a
   * proxy that takes a part away.
   * @default `true`, unless `baseUri` has no path
   */
  readonly docsPages?: DocsPagesOption;
  /**
   * `WWW-Authenticate` of a 401 that was thrown without one, such as `Bearer realm="api"`; `false` sends none.
   *
   * HTTP demands one (RFC 9110 section 11.6.1).
   * @default 'Bearer'
   */
  readonly challenge?: string | false;
  /**
   * Further headers of answers to bytes that are no HTTP request, which pass by every hook and middleware: `{
   * 'X-Content-Type-Options': 'nosniff' }`.
   * @default none
   */
  readonly malformedRequestHeaders?: Readonly<Record<string, string>>;
  /** Warns at the start of what keeps errors from becoming problems. @default true */
  readonly doctor?: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ProblemDetailsOptions>().setClassMethodName('forRoot').build();
