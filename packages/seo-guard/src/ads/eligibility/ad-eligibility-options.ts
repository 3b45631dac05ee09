/** Options of `AdEligibility`. */
export interface AdEligibilityOptions {
  /**
   * How much there has to be to read. A page in two languages adds up: half the words and half the syllables are enough.
   * Google names no number; these are ours.
   * @default { words: 150, syllables: 400 }
   */
  readonly minimumContent?: { readonly words: number; readonly syllables: number };
  /**
   * Parts of a path that look like a token and are not, such as a public article's UUID.
   * @default none: whatever looks like a token is one
   */
  readonly isPublicSegment?: (segment: string) => boolean;
}

/** The options with nothing left out. */
export type ResolvedAdEligibilityOptions = Required<AdEligibilityOptions>;

/** @throws {TypeError} naming the option that cannot be used */
export function resolveAdEligibilityOptions(
  options: AdEligibilityOptions = {},
): ResolvedAdEligibilityOptions {
  const { minimumContent = { words: 150, syllables: 400 }, isPublicSegment = () => false } = options;
  for (const name of ['words', 'syllables'] as const) {
    if (!(Number.isInteger(minimumContent[name]) && minimumContent[name] > 0))
      throw new TypeError(`minimumContent.${name} has to be a positive whole number`);
  }
  if (typeof isPublicSegment !== 'function') throw new TypeError('isPublicSegment has to be a function');
  return { minimumContent, isPublicSegment };
}
