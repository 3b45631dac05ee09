/**
 * Definitions of problems, the module that answers with them, and packs for the errors of libraries.
 * @module main
 */

export { defineProblem } from './registry/problem-definition.js';
export type {
  FromError,
  Language,
  LocalizedText,
  ProblemDefinition,
  ProblemKind,
  ProblemName,
} from './registry/problem-definition.js';
export type {
  FromMembers,
  FromSchema,
  MemberSchema,
  ProblemMember,
  ProblemMembers,
} from './registry/problem-members.js';
export { ProblemException } from './problem-exception.js';
export type { OccurrenceOf, ProblemOccurrence } from './problem-exception.js';
export { chooseLanguage } from './languages/choose-language.js';
export type { LanguageOptions, ProblemLanguages } from './languages/problem-languages.js';
export type { DefinitionWords, LanguageTexts, StatusTexts, StatusWords } from './languages/language-texts.js';
export type { PageWords } from './pages/page-words.js';
export type { ProblemPage, ProblemPageRenderer, ToldMembers } from './negotiation/represent.js';
export type { DocsPagesOption } from './docs-pages/resolve-docs-path.js';
export { ProblemRegistry } from './registry/problem-registry.js';
export type { ProblemRegistryOptions, StatusProblems } from './registry/problem-registry.js';
export { ProblemDetailsFilter } from './problem-details.filter.js';
export { ProblemDetailsModule } from './problem-details.module.js';
export type { ProblemDetailsOptions } from './problem-details.module-definition.js';
export { problemFastifyOptions } from './adapters/fastify-options.js';
export type { ProblemFastifyOptions } from './adapters/fastify-options.js';
export { problemValidationPipe } from './validation/problem-validation.pipe.js';
export type { ProblemValidationOptions } from './validation/problem-validation.pipe.js';
export { problemSchemaPipe } from './validation/problem-schema.pipe.js';
export type { ProblemSchemaOptions } from './validation/problem-schema.pipe.js';
export { problemPipe } from './validation/problem-pipe.js';
export type { ProblemErrorsOptions } from './validation/problem-errors-options.js';
export type { FieldError, FieldPlace, FieldProblem, ParameterLocation } from './validation/field-error.js';
export type { ValidationTexts } from './validation/validation-texts.js';
export type { ProblemReport, VerbatimBody } from './reading/problem-report.js';
export type { LostAnswer, ProblemPack } from './packs/problem-pack.js';
export { postgresPack } from './packs/postgres/postgres-pack.js';
export type { PostgresPackOptions, PublicConstraint } from './packs/postgres/postgres-pack.js';
export { quotaExceeded, throttlerPack } from './packs/throttler/throttler-pack.js';
export type { ThrottlerPackOptions } from './packs/throttler/throttler-pack.js';
export type { ThrottlerLimit } from './packs/throttler/quota-policies.js';
export { throttledMessage } from './packs/throttler/throttled-message.js';
export type { ThrottledDetail } from './packs/throttler/throttled-message.js';
export { terminusPack } from './packs/terminus/terminus-pack.js';
export { idempotencyPack } from './packs/idempotency/idempotency-pack.js';
export type { IdempotencyPackOptions } from './packs/idempotency/idempotency-pack.js';
export { idempotencyProblems } from './packs/idempotency/idempotency-problems.js';
export type { IdempotencyFault } from './packs/idempotency/idempotency-problems.js';
