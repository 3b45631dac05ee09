/** Options of `AdEligibility`. */
export interface AdEligibilityOptions {
  /**
   * Words where spaces separate them, characters of Hangul, Han and Kana; a mixed page adds up. Google names no
   * number: this is ours.
   *
   * Half the words and half the syllables are enough.
   * @default { words: 150, syllables: 400 }
   */
  readonly minimumContent?: { readonly words: number; readonly syllables: number };
  /**
   * Whether a part of a path looks like a token and is none, such as an article's UUID.
   * @default none: what looks like a token is one
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
