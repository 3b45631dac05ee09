export { defineProblem } from './problem-definition.js';
export type {
  FromError,
  Language,
  LocalizedText,
  ProblemDefinition,
  ProblemKind,
  ProblemName,
} from './problem-definition.js';
export type {
  FromMembers,
  FromSchema,
  MemberSchema,
  ProblemMember,
  ProblemMembers,
} from './problem-members.js';
export { ProblemException } from './problem-exception.js';
export type { OccurrenceOf, ProblemOccurrence } from './problem-exception.js';
export type { LanguageOptions, ProblemLanguages } from './languages/problem-languages.js';
export type { DefinitionWords, LanguageTexts, StatusTexts, StatusWords } from './languages/language-texts.js';
export type { PageWords } from './pages/page-words.js';
export type { DocsPagesOption } from './docs-pages/resolve-docs-path.js';
export { ProblemRegistry } from './problem-registry.js';
export type { ProblemRegistryOptions, StatusProblems } from './problem-registry.js';
export { ProblemDetailsModule } from './problem-details.module.js';
export type { ProblemDetailsOptions } from './problem-details.module-definition.js';
export { problemFastifyOptions } from './fastify-options.js';
export type { ProblemFastifyOptions } from './fastify-options.js';
export { problemValidationPipe } from './problem-validation.pipe.js';
export type { ProblemValidationOptions } from './problem-validation.pipe.js';
export type { FieldProblem } from './validation-errors.js';
