import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { DocsPagesOption } from './docs-pages/resolve-docs-path.js';
import type { ProblemPageRenderer } from './negotiation/represent.js';
import type { ProblemRegistryOptions } from './registry/problem-registry.js';

/** Options of {@link ProblemDetailsModule}. */
export interface ProblemDetailsOptions extends ProblemRegistryOptions {
  /**
   * `strict` answers in what `Accept` asks for: `application/problem+json`, `application/json`, `application/problem+xml`
   * or, for browsers, `text/html`. `browsers` answers `text/html` where `Accept` prefers it, and `application/problem+json` to
   * everybody else. @default 'none': always `application/problem+json`
   */
  readonly negotiation?: 'none' | 'browsers' | 'strict';
  /** Makes the HTML page of a problem, where `negotiation` is not `none`. @default a calm page without scripts */
  readonly page?: ProblemPageRenderer;
  /**
   * Pages at the type URIs, for people and as JSON. They are at the path of `baseUri`, outside of a global prefix; `path`
   * names another one, for a proxy that takes a part away. @default true where the path of `baseUri` is not `/`
   */
  readonly docsPages?: DocsPagesOption;
  /**
   * `WWW-Authenticate` of a 401 that its thrower gave none: HTTP demands one (RFC 9110 section 11.6.1), such as
   * `Bearer realm="api"`. False sends none. @default 'Bearer'
   */
  readonly challenge?: string | false;
  /**
   * Further headers of answers to bytes that are no HTTP request, such as security headers: they pass by every hook and middleware
   * that could set them. @default none
   */
  readonly malformedRequestHeaders?: Readonly<Record<string, string>>;
  /** Warns when the application starts of what keeps errors from becoming problems. @default true */
  readonly doctor?: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ProblemDetailsOptions>().setClassMethodName('forRoot').build();
