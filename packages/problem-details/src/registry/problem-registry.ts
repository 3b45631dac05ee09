import { checkDefinition, failDefinition } from './definition-rules.js';
import { ProblemLanguages, type LanguageOptions } from '../languages/problem-languages.js';
import { checkPacks, packProblems } from '../packs/check-packs.js';
import type { ProblemPack } from '../packs/problem-pack.js';
import type { ProblemDefinition } from './problem-definition.js';

/** Which registered problem answers errors of a status that nothing more specific describes: status to slug. */
export type StatusProblems = Readonly<Record<number, string>>;

/** What the registry is made of. */
export interface ProblemRegistryOptions extends LanguageOptions {
  /**
   * Absolute http(s) URI ending in `/`; the `type` of a problem is `baseUri` + `slug`.
   *
   * RFC 9457 section 3.1.1.
   * @default none: every definition has a `type`
   */
  readonly baseUri?: string;
  /** The definitions, checked when the application starts. */
  readonly problems: readonly ProblemDefinition[];
  /**
   * Which definition stands for all errors of a status that nothing more specific describes: `{ 401: 'unauthorized'
   * }`.
   *
   * @default `{ 500: 'internal' }` when one is registered
   */
  readonly statusProblems?: StatusProblems;
  /** What knows the errors of libraries: `[postgresPack(), throttlerPack()]`. @default none */
  readonly packs?: readonly ProblemPack[];
}

/** The problem definitions of one application, checked when it is made. */
export class ProblemRegistry {
  readonly problems: readonly ProblemDefinition[];
  readonly packs: readonly ProblemPack[];
  readonly languages: ProblemLanguages;
  readonly baseUri: string | undefined;
  private readonly bySlug: ReadonlyMap<string, ProblemDefinition>;
  private readonly byPrototype: ReadonlyMap<unknown, ProblemDefinition>;
  private readonly byStatus: ReadonlyMap<number, ProblemDefinition>;

  /** @throws {Error} naming the definition or option that breaks a rule */
  constructor(options: ProblemRegistryOptions) {
    this.baseUri = options.baseUri === undefined ? undefined : checkBaseUri(options.baseUri);
    this.languages = new ProblemLanguages(options);
    this.packs = checkPacks(options.packs);
    this.problems = [...options.problems, ...packProblems(this.packs, options.problems)];
    const bySlug = new Map<string, ProblemDefinition>();
    const byType = new Map<string, ProblemDefinition>();
    const byPrototype = new Map<unknown, ProblemDefinition>();
    for (const problem of this.problems) {
      checkDefinition(problem, this);
      if (bySlug.has(problem.slug)) failDefinition(problem.slug, 'is registered twice; slugs are unique');
      bySlug.set(problem.slug, problem);
      const sameType = byType.get(this.typeOf(problem));
      if (sameType) failDefinition(problem.slug, `has the same type as "${sameType.slug}"; types are unique`);
      byType.set(this.typeOf(problem), problem);
      if (!problem.error) continue;
      const other = byPrototype.get(problem.error.prototype);
      if (other) failDefinition(problem.slug, `represents the same error class as "${other.slug}"`);
      byPrototype.set(problem.error.prototype, problem);
    }
    this.bySlug = bySlug;
    this.byPrototype = byPrototype;
    this.byStatus = resolveStatusProblems(options.statusProblems, bySlug);
  }

  /** The type URI of a definition. Total, also for one that was never checked. */
  typeOf(definition: ProblemDefinition): string {
    if (definition.type !== undefined) return definition.type;
    return this.baseUri === undefined ? 'about:blank' : this.baseUri + definition.slug;
  }

  /** The definition with a slug, if it is registered. */
  definitionOfSlug(slug: string): ProblemDefinition | undefined {
    return this.bySlug.get(slug);
  }

  /** The definition of the nearest class of a thrown value, if any is registered. */
  definitionOf(thrown: unknown): ProblemDefinition | undefined {
    if (typeof thrown !== 'object' || thrown === null) return undefined;
    for (
      let prototype: unknown = Object.getPrototypeOf(thrown);
      prototype;
      prototype = Object.getPrototypeOf(prototype)
    ) {
      const definition = this.byPrototype.get(prototype);
      if (definition) return definition;
    }
    return undefined;
  }

  /** The definition that stands for a whole status, if the application chose one. */
  definitionOfStatus(status: number): ProblemDefinition | undefined {
    return this.byStatus.get(status);
  }
}

function checkBaseUri(baseUri: string): string {
  const url = URL.parse(baseUri);
  if (url && /^https?:$/.test(url.protocol) && baseUri.endsWith('/') && !url.search && !url.hash)
    return baseUri;
  throw new Error(
    `problem-details: baseUri must be an absolute http(s) URI that ends in "/", without query or fragment, not "${baseUri}".`,
  );
}

function resolveStatusProblems(
  chosen: StatusProblems | undefined,
  bySlug: ReadonlyMap<string, ProblemDefinition>,
): ReadonlyMap<number, ProblemDefinition> {
  const defaults: StatusProblems = bySlug.get('internal')?.status === 500 ? { 500: 'internal' } : {};
  const entries = Object.entries({ ...defaults, ...chosen }).map(([key, slug]) => {
    const status = Number(key);
    const problem = bySlug.get(slug);
    if (!problem) return failDefinition(slug, `is named by statusProblems[${key}] but not registered`);
    if (problem.status !== status)
      return failDefinition(slug, `has status ${problem.status}, so it cannot stand for ${key}`);
    return [status, problem] as const;
  });
  return new Map(entries);
}
