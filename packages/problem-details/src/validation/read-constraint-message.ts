import type { LocalizedText } from '../registry/problem-definition.js';
import { CONSTRAINT_TEXTS, type ConstraintText } from './constraint-texts.js';
import { PIPE_TEXTS } from './pipe-texts.js';
import { isTellablePath } from './tellable-name.js';

/** A default message of class-validator or of one of Nest's pipes, understood. */
export interface ConstraintMessage {
  readonly code: string;
  /** Path of the property as it stands in the message: `answers.1.value`; empty when it names none. */
  readonly property: string;
  /** What the rule was given, `$1` and `$2`: `['4', '']` of "must not be greater than 4". */
  readonly parameters: readonly string[];
  readonly detail: LocalizedText;
}

interface Reader extends ConstraintText {
  readonly landmark: string;
  readonly shape: RegExp;
}

const EACH = 'each value in ';

const READERS: readonly Reader[] = [...PIPE_TEXTS, ...CONSTRAINT_TEXTS].map((text) => ({
  ...text,
  landmark: text.pattern
    .split(/\$(?:property|1|2)/)
    .reduce((longest, part) => (part.length > longest.length ? part : longest)),
  shape: shapeOf(text.pattern),
}));

const BY_CODE: ReadonlyMap<string, readonly Reader[]> = Map.groupBy(READERS, ({ code }) => code);

/**
 * Understands a default message of class-validator: the English wording with the property and the numbers in it. A message
 * that somebody wrote is not understood, unless it has the very words of a default.
 *
 * @param code the constraint, when it is known; several have the same words
 */
export function readConstraintMessage(message: string, code?: string): ConstraintMessage | undefined {
  const readers = code === undefined ? READERS : (BY_CODE.get(code) ?? []);
  for (const reader of readers) {
    if (!message.includes(reader.landmark)) continue;
    const match = reader.shape.exec(message);
    if (!match) continue;
    const { property = '', parent = '', each, first = '', second = '' } = match.groups ?? {};
    const parameters = [first, second];
    const [before, isEach] = splitEach(property, each !== undefined);
    const path = parent + before;
    const detail = tellDetail(reader, { message, path, parameters, isEach });
    return { code: reader.code, property: path, parameters, detail };
  }
  return undefined;
}

/** Nest writes the parent before the whole message, so "each value in" may stand inside of the path. */
function splitEach(property: string, isEach: boolean): readonly [string, boolean] {
  return property.includes(EACH) ? [property.replace(EACH, ''), true] : [property, isEach];
}

interface Understood {
  readonly message: string;
  readonly path: string;
  readonly parameters: readonly string[];
  readonly isEach: boolean;
}

function tellDetail(
  { pattern, en, ko }: ConstraintText,
  { message, path, parameters, isEach }: Understood,
): LocalizedText {
  const isTellable = en === undefined && isTellablePath(path);
  const english = en ?? pattern.replace('property $property', '$property').replace('$property', 'this value');
  return {
    en: isTellable ? message : fill(english, parameters),
    ko: (isEach ? '각 항목: ' : '') + fill(ko, parameters),
  };
}

/** Puts what a rule was given in the place of `$1` and `$2`; undefined parts stay empty. */
export function fill(text: string, parameters: readonly string[]): string {
  return text.replaceAll(/\$([12])/g, (_, index: string) => parameters[Number(index) - 1] ?? '');
}

/** Greedy, so that words of a client can end up in the property only, which is checked, and never in what the rule was given. */
function shapeOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  const named = escaped
    .replace(String.raw`\$property`, '(?<property>.+)')
    .replace(String.raw`\$1`, '(?<first>.*)')
    .replace(String.raw`\$2`, '(?<second>.*)');
  const hasParent = pattern.includes('$property') && !pattern.startsWith('$property');
  const start = hasParent ? '(?<parent>(?:.+\\.)?)' : '';
  return new RegExp(`^${start}(?<each>${EACH})?${named}$`, 's');
}
