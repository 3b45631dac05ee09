import { isErrorStatus, type ProblemRegistry } from '../registry/problem-registry.js';
import type { LocalizedText, ProblemDefinition } from '../registry/problem-definition.js';
import { statusText } from '../languages/status-texts.js';
import type { ProblemMark } from './problem-mark.js';

/** What the document says about one kind of problem. */
export interface DocumentedProblem {
  /** Absolute type URI, or `about:blank`. */
  readonly type: string;
  readonly status: number;
  readonly title: LocalizedText;
  /** The constant or general sentence; undefined where it is about the occurrence. */
  readonly detail: LocalizedText | undefined;
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
  const { title, detail } = statusText(problem);
  const schemaName = `Generic${problem}Problem`;
  return { type: 'about:blank', status: problem, title, detail, schemaName, definition: undefined };
}

function findDefinition(name: string, registry: ProblemRegistry): ProblemDefinition | undefined {
  return registry.problems.find(
    (definition) => definition.slug === name || registry.typeOf(definition) === name,
  );
}

function ofDefinition(definition: ProblemDefinition, registry: ProblemRegistry): DocumentedProblem {
  const { status, title, detail } = definition;
  const type = registry.typeOf(definition);
  return {
    type,
    status,
    title,
    detail: typeof detail === 'function' ? undefined : (detail ?? statusText(status).detail),
    schemaName: `${pascalCase(definition.slug ?? type)}Problem`,
    definition,
  };
}

/** Keys of components are letters, digits, `.`, `-` and `_`. */
function pascalCase(name: string): string {
  const words = name.split(/[^a-z0-9]+/i).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
