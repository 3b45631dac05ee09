import { AssertionError } from 'node:assert';
import { HEADER_CHECKS, type KitCheck } from './header-checks.js';
import { KitClient } from './kit-client.js';
import { kitContext, type NoIndexKitOptions } from './kit-options.js';
import { NOINDEX_CHECKLIST, type NoIndexRule, type NoIndexRuleName } from './no-index-checklist.js';
import { PAGE_CHECKS } from './page-checks.js';

/** A rule that can be checked by itself. */
export interface NoIndexCase {
  readonly rule: NoIndexRule;
  /** @throws {AssertionError} that lists every answer that breaks the rule */
  run(): Promise<void>;
}

/** What became of a rule. */
export interface NoIndexResult {
  readonly id: string;
  readonly name: string;
  /** Why it failed; undefined when it passed. */
  readonly failure?: string;
}

/** What became of the kit. */
export interface NoIndexReport {
  readonly ok: boolean;
  readonly results: readonly NoIndexResult[];
  /** Rules whose paths were not given. */
  readonly notRun: readonly NoIndexRule[];
}

/** The two functions of a test runner: of Vitest, Jest, Mocha or node:test. */
export interface TestFunctions {
  /** Makes a group of tests. */
  describe(name: string, body: () => void): unknown;
  /** Makes a test. */
  it(name: string, body: () => Promise<void>): unknown;
}

/** The checks for one app. */
export interface NoIndexKit {
  readonly cases: readonly NoIndexCase[];
  readonly notRun: NoIndexReport['notRun'];
  /** Registers every rule as a test. */
  register(functions: TestFunctions): void;
  /** Checks every rule, one after the other. Does not throw for one that fails. */
  run(): Promise<NoIndexReport>;
}

const CHECKS: Readonly<Record<NoIndexRuleName, KitCheck>> = { ...HEADER_CHECKS, ...PAGE_CHECKS };

/** What a rule needs beside guarded paths. */
const NEEDS: Partial<Readonly<Record<NoIndexRuleName, keyof NoIndexKitOptions>>> = {
  'malformed-json': 'post',
  'content-too-large': 'post',
  weakening: 'weakening',
  sensitive: 'sensitive',
  indexable: 'indexable',
};

/**
 * Checks that guarded paths of your own app keep out of search results whatever is asked of them, while it listens: on a real
 * port, since what `inject()` asks passes by the server.
 *
 * @throws {Error} when no guarded path is given, for one that is no path, and for a name in `only` or `except` that no rule has
 * @example noIndexKit({ baseUrl: () => app.getUrl(), guarded: ['/share/7'] }).register({ describe, it });
 */
export function noIndexKit(options: NoIndexKitOptions): NoIndexKit {
  assertPaths(options);
  const chosen = choose(options);
  const isGiven = ({ name }: { readonly name: NoIndexRuleName }) => {
    const needed = NEEDS[name];
    return needed === undefined || [options[needed] ?? []].flat().length > 0;
  };
  const cases = chosen.filter(isGiven).map((rule) => ({ rule, run: () => check(rule, options) }));
  const notRun = chosen.filter((rule) => !isGiven(rule));
  return {
    cases,
    notRun,
    register({ describe, it }) {
      describe('guarded paths keep out of search results', () => {
        for (const { rule, run } of cases) it(`${rule.id} ${rule.name}: ${rule.text}`, run);
      });
    },
    async run() {
      const results: NoIndexResult[] = [];
      for (const { rule, run } of cases) {
        results.push({ id: rule.id, name: rule.name, ...(await failureOf(run)) });
      }
      return { ok: results.every(({ failure }) => failure === undefined), results, notRun };
    },
  };
}

async function check(rule: (typeof NOINDEX_CHECKLIST)[number], options: NoIndexKitOptions): Promise<void> {
  const context = await kitContext(options);
  using client = new KitClient(context);
  const wrong = await CHECKS[rule.name](client, context);
  if (wrong.length === 0) return;
  const heading = `${rule.id} ${rule.name}: ${rule.text} (${rule.url})`;
  throw new AssertionError({ message: [heading, ...wrong].join('\n'), operator: 'noIndexKit' });
}

function choose({ only, except = [] }: NoIndexKitOptions) {
  const known = NOINDEX_CHECKLIST.flatMap(({ id, name }): readonly string[] => [id, name]);
  const unknown = [...(only ?? []), ...except].find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`noIndexKit: there is no rule "${unknown}"; there are ${NOINDEX_CHECKLIST.map(({ name }) => name).join(', ')}.`); // prettier-ignore
  }
  const has = (list: readonly string[], { id, name }: NoIndexRule) =>
    list.includes(id) || list.includes(name);
  return NOINDEX_CHECKLIST.filter((rule) => (only === undefined || has(only, rule)) && !has(except, rule));
}

function assertPaths({
  guarded,
  sensitive = [],
  indexable = [],
  weakening = [],
  post,
}: NoIndexKitOptions): void {
  if (guarded.length === 0) throw new Error('noIndexKit: give at least one guarded path.');
  const wrong = [...guarded, ...sensitive, ...indexable, ...weakening, ...(post === undefined ? [] : [post])].find((path) => !path.startsWith('/')); // prettier-ignore
  if (wrong !== undefined) throw new Error(`noIndexKit: "${wrong}" is no path; a path begins with a slash.`);
}

async function failureOf(run: () => Promise<void>): Promise<{ readonly failure?: string }> {
  try {
    await run();
    return {};
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
