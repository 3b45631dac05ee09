import type { Language, ProblemDefinition } from '../registry/problem-definition.js';
import type { MemberSchema } from '../registry/problem-members.js';
import type { ProblemRegistry } from '../registry/problem-registry.js';
import type { PageWords } from '../pages/page-words.js';

/** One extension member, told in one language. */
export interface DescribedMember {
  readonly name: string;
  readonly schema: MemberSchema;
  readonly required: boolean;
  readonly description: string | undefined;
}

/** A definition told in one language: what the page of a problem and its JSON say. */
export interface DescribedProblem {
  readonly type: string;
  readonly slug: string;
  readonly title: string;
  readonly status: number;
  /** What happened. */
  readonly description: string;
  /** What the reader can do. */
  readonly solution: string;
  readonly deprecated: boolean;
  readonly members: readonly DescribedMember[];
  /** A body as it may be answered. */
  readonly example: Readonly<Record<string, unknown>>;
}

interface Telling {
  readonly registry: ProblemRegistry;
  readonly language: Language;
  readonly words: PageWords;
}

/** Which sentence helps with a status. */
const HELPS: Readonly<Record<number, keyof PageWords>> = {
  401: 'signIn',
  403: 'askForAccess',
  404: 'checkAddress',
  408: 'waitAndRetry',
  409: 'lookAgain',
  410: 'checkAddress',
  412: 'lookAgain',
  423: 'waitAndRetry',
  425: 'waitAndRetry',
  429: 'waitAndRetry',
  502: 'waitAndRetry',
  503: 'waitAndRetry',
  504: 'waitAndRetry',
};

/** Tells a definition to someone who wants to know about it. */
export function describeProblem(definition: ProblemDefinition, telling: Telling): DescribedProblem {
  const { registry, language, words } = telling;
  const { slug, status, members = {}, deprecated = false } = definition;
  const own = registry.languages.definitionWords(definition, language);
  const general = registry.languages.statusWords(status, language).detail;
  const type = registry.typeOf(definition);
  const detail = own.detail ?? general;
  return {
    type,
    slug,
    title: own.title,
    status,
    description: own.description ?? detail ?? words.somethingFailed,
    solution: own.solution ?? words[HELPS[status] ?? (status >= 500 ? 'retryLater' : 'changeAndRetry')],
    deprecated,
    members: Object.entries(members).map(([name, { schema, optional = false }]) => ({
      name,
      schema,
      required: !optional,
      description: registry.languages.memberWords(definition, name, language),
    })),
    example: { type, title: own.title, status, ...(detail && { detail }), ...definition.example },
  };
}
