import { Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ProblemDocs } from './docs-pages/problem-docs.js';
import { ProblemDoctor } from './doctor/problem-doctor.js';
import { MethodGuide } from './methods/method-guide.js';
import { ProblemDetailsFilter } from './problem-details.filter.js';
import {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN,
  type ProblemDetailsOptions,
} from './problem-details.module-definition.js';
import { ProblemRegistry } from './registry/problem-registry.js';
import { ProblemResponder } from './problem-responder.js';
import { ProblemServer } from './adapters/problem-server.js';
import {
  PROBLEM_DETAILS_OPTIONS,
  resolveProblemDetailsOptions,
  type ResolvedProblemDetailsOptions,
} from './resolve-problem-details-options.js';
import { StreamProblems } from './streams/stream-problems.js';

/**
 * Makes every 4xx and 5xx of the application an `application/problem+json` (RFC 9457). Import it once, in the root module.
 * On Fastify, also give the adapter {@link problemFastifyOptions}.
 */
@Global()
@Module({
  providers: [
    {
      provide: PROBLEM_DETAILS_OPTIONS,
      useFactory: (options: ProblemDetailsOptions) => resolveProblemDetailsOptions(options),
      inject: [MODULE_OPTIONS_TOKEN],
    },
    {
      provide: ProblemRegistry,
      useFactory: ({ registry }: ResolvedProblemDetailsOptions) => registry,
      inject: [PROBLEM_DETAILS_OPTIONS],
    },
    MethodGuide,
    ProblemResponder,
    ProblemServer,
    ProblemDocs,
    StreamProblems,
    ProblemDoctor,
    { provide: APP_FILTER, useClass: ProblemDetailsFilter },
  ],
  // ProblemResponder is what `@UseFilters(ProblemDetailsFilter)` needs in the module of a gateway.
  exports: [ProblemRegistry, ProblemResponder],
})
export class ProblemDetailsModule extends ConfigurableModuleClass {}
