import { checkPacks, packProblems } from './packs/check-packs.js';
import type { ProblemPack } from './packs/problem-pack.js';
import type { Language, ProblemDefinition } from './problem-definition.js';

/** Which registered problem answers errors of a status that nothing more specific describes: status to slug. */
export type StatusProblems = Readonly<Record<number, string>>;

/** What the registry is made of. */
export interface ProblemRegistryOptions {
  /** Absolute `https:` or `http:` URI that ends in `/`: type URI = `baseUri` + slug (RFC 9457 section 3.1.1). */
  readonly baseUri: string;
  readonly problems: readonly ProblemDefinition[];
  /** @default `{ 500: 'internal' }` when a problem with the slug `internal` is registered */
  readonly statusProblems?: StatusProblems;
  /** What knows the errors of libraries and services: `[postgresPack(), throttlerPack()]`. @default none */
  readonly packs?: readonly ProblemPack[];
}

const LANGUAGES: readonly Language[] = ['en', 'ko'];
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The problem definitions of one application, checked when it is made. */
export class ProblemRegistry {
  readonly problems: readonly ProblemDefinition[];
  readonly packs: readonly ProblemPack[];
  private readonly baseUri: string;
  private readonly byPrototype: ReadonlyMap<unknown, ProblemDefinition>;
  private readonly byStatus: ReadonlyMap<number, ProblemDefinition>;

  /** @throws {Error} naming the definition or option that breaks a rule */
  constructor(options: ProblemRegistryOptions) {
    this.baseUri = checkBaseUri(options.baseUri);
    this.packs = checkPacks(options.packs);
    this.problems = [...options.problems, ...packProblems(this.packs, options.problems)];
    const bySlug = new Map<string, ProblemDefinition>();
    const byPrototype = new Map<unknown, ProblemDefinition>();
    for (const problem of this.problems) {
      checkDefinition(problem);
      if (bySlug.has(problem.slug)) fail(problem.slug, 'is registered twice; slugs are unique');
      bySlug.set(problem.slug, problem);
      if (!problem.error) continue;
      const other = byPrototype.get(problem.error.prototype);
      if (other) fail(problem.slug, `represents the same error class as "${other.slug}"`);
      byPrototype.set(problem.error.prototype, problem);
    }
    this.byPrototype = byPrototype;
    this.byStatus = resolveStatusProblems(options.statusProblems, bySlug);
  }

  /** The type URI of a definition. */
  typeOf(definition: ProblemDefinition): string {
    return definition.type ?? this.baseUri + definition.slug;
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

/** True for a status that a problem can have: 400..599. */
export function isErrorStatus(status: unknown): status is number {
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status <= 599;
}

function checkBaseUri(baseUri: string): string {
  const url = URL.parse(baseUri);
  if (url && /^https?:$/.test(url.protocol) && baseUri.endsWith('/') && !url.search && !url.hash)
    return baseUri;
  throw new Error(
    `problem-details: baseUri must be an absolute http(s) URI that ends in "/", without query or fragment, not "${baseUri}".`,
  );
}

function checkDefinition(problem: ProblemDefinition): void {
  if (typeof problem.slug !== 'string' || !SLUG.test(problem.slug)) {
    fail(String(problem.slug), 'needs a kebab-case slug, such as "stage-invalid"');
  }
  if (!isErrorStatus(problem.status))
    fail(problem.slug, `needs a status from 400 to 599, not ${String(problem.status)}`);
  for (const language of LANGUAGES) {
    if (!problem.title?.[language]?.trim()) fail(problem.slug, `needs a title in "${language}"`);
    if (typeof problem.detail === 'object' && !problem.detail[language]?.trim()) {
      fail(problem.slug, `needs a detail in "${language}"`);
    }
  }
  if (problem.error !== undefined && typeof problem.error !== 'function') {
    fail(problem.slug, 'needs a class as its error');
  }
  for (const member of ['detail', 'extensions', 'headers'] as const) {
    if (typeof problem[member] === 'function' && !problem.error) {
      fail(problem.slug, `has a function as its ${member}, so it needs an error class to call it with`);
    }
  }
}

function resolveStatusProblems(
  chosen: StatusProblems | undefined,
  bySlug: ReadonlyMap<string, ProblemDefinition>,
): ReadonlyMap<number, ProblemDefinition> {
  const defaults: StatusProblems = bySlug.get('internal')?.status === 500 ? { 500: 'internal' } : {};
  const entries = Object.entries({ ...defaults, ...chosen }).map(([key, slug]) => {
    const status = Number(key);
    const problem = bySlug.get(slug);
    if (!problem) return fail(slug, `is named by statusProblems[${key}] but not registered`);
    if (problem.status !== status)
      return fail(slug, `has status ${problem.status}, so it cannot stand for ${key}`);
    return [status, problem] as const;
  });
  return new Map(entries);
}

function fail(slug: string, rule: string): never {
  throw new Error(`problem-details: problem "${slug}" ${rule}.`);
}
