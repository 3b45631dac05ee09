import { statusText } from '../languages/status-texts.js';
import { isErrorStatus } from '../registry/error-status.js';
import type { Language, LocalizedText, ProblemDefinition } from '../registry/problem-definition.js';
import type { ProblemRegistry } from '../registry/problem-registry.js';
import type { ProblemMark } from './problem-mark.js';

/** Title and detail in one language. */
export interface ExampleWords {
  readonly title: string;
  /** The constant or general sentence; undefined where it is about the occurrence. */
  readonly detail?: string | undefined;
}

/** What the document says about one kind of problem. */
export interface DocumentedProblem {
  /** Absolute type URI, or `about:blank`. */
  readonly type: string;
  readonly status: number;
  readonly title: LocalizedText;
  /** What an occurrence reads like, in each language of the application. */
  readonly words: ReadonlyMap<Language, ExampleWords>;
  /** Name of its schema, as components are called: `SeatTakenProblem`, `Generic404Problem`. */
  readonly schemaName: string;
  readonly definition: ProblemDefinition | undefined;
}

/**
 * Finds a declared problem in the registry.
 * @throws {Error} naming what is declared and not registered, or no status of an error
 */
export function documentedProblem(
  problem: ProblemMark['problem'],
  registry: ProblemRegistry,
): DocumentedProblem {
  const definition =
    typeof problem === 'number' ? registry.definitionOfStatus(problem) : findDefinition(problem, registry);
  if (definition) return ofDefinition(definition, registry);
  if (!isErrorStatus(problem)) {
    throw new Error(`"${problem}" is declared, but it is neither registered nor a status from 400 to 599.`);
  }
  return {
    type: 'about:blank',
    status: problem,
    title: statusText(problem).title,
    words: inEveryLanguage(registry, (language) => registry.languages.statusWords(problem, language)),
    schemaName: `Generic${problem}Problem`,
    definition: undefined,
  };
}

function findDefinition(name: string, registry: ProblemRegistry): ProblemDefinition | undefined {
  return registry.problems.find(
    (definition) => definition.slug === name || registry.typeOf(definition) === name,
  );
}

function ofDefinition(definition: ProblemDefinition, registry: ProblemRegistry): DocumentedProblem {
  const { status, title, slug } = definition;
  return {
    type: registry.typeOf(definition),
    status,
    title,
    words: inEveryLanguage(registry, (language) => wordsOf(definition, registry, language)),
    schemaName: `${pascalCase(slug)}Problem`,
    definition,
  };
}

function wordsOf(
  definition: ProblemDefinition,
  { languages }: ProblemRegistry,
  language: Language,
): ExampleWords {
  const { title, detail } = languages.definitionWords(definition, language);
  if (typeof definition.detail === 'function') return { title };
  return { title, detail: detail ?? languages.statusWords(definition.status, language).detail };
}

function inEveryLanguage(
  { languages }: ProblemRegistry,
  tell: (language: Language) => ExampleWords,
): ReadonlyMap<Language, ExampleWords> {
  return new Map(languages.tags.toSorted().map((language) => [language, tell(language)]));
}

/** Keys of components are letters, digits, `.`, `-` and `_`. */
function pascalCase(name: string): string {
  const words = name.split(/[^a-z0-9]+/i).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
