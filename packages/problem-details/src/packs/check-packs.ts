import type { ProblemDefinition } from '../registry/problem-definition.js';
import type { ProblemPack } from './problem-pack.js';

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * The packs of one application, checked.
 *
 * @throws {Error} naming the pack that breaks a rule
 */
export function checkPacks(packs: readonly ProblemPack[] = []): readonly ProblemPack[] {
  const names = new Set<string>();
  for (const [index, pack] of packs.entries()) {
    const name: unknown = pack?.name;
    if (typeof name !== 'string' || !NAME.test(name)) {
      throw new Error(`problem-details: packs[${index}] needs a kebab-case name, such as "postgres".`);
    }
    if (typeof pack.read !== 'function') {
      throw new Error(`problem-details: pack "${name}" needs a function "read".`);
    }
    if (names.has(name)) throw new Error(`problem-details: pack "${name}" is given twice.`);
    names.add(name);
  }
  return packs;
}

/** The definitions that packs add to those of the application; its own of the same slug and status win. */
export function packProblems(
  packs: readonly ProblemPack[],
  own: readonly ProblemDefinition[],
): readonly ProblemDefinition[] {
  const added = new Set(packs.flatMap((pack) => pack.problems ?? []));
  return [...added].filter((problem) => standIn(problem, own) === undefined);
}

/** The registered definition that a pack's own definition means: itself, or the one of the application. */
export function standIn(
  definition: ProblemDefinition,
  registered: readonly ProblemDefinition[],
): ProblemDefinition | undefined {
  return (
    registered.find((other) => other === definition) ??
    registered.find(({ slug, status }) => slug === definition.slug && status === definition.status)
  );
}
