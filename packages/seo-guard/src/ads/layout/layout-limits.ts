/** Thresholds of the rules: distances in CSS pixels, the rest as shares of 1. */
export interface LayoutLimits {
  /** To games and other applications. Google's number; it can only be raised. @default 150 */
  readonly game: number;
  /** To video players. @default 150, ours */
  readonly video: number;
  /** To navigation. @default 150, ours */
  readonly navigation: number;
  /** To share controls. @default 150, ours */
  readonly share: number;
  /** To buttons and fields. @default 150, ours */
  readonly button: number;
  /** To any other link. @default 48, ours */
  readonly link: number;
  /** From a slot that follows content down to the navigation or button that people scroll for. @default 250, ours */
  readonly between: number;
  /** To arrows, animations and words that draw attention. @default 64, ours */
  readonly attention: number;
  /** From a heading down to the slot below it, which it then labels. @default 32, ours */
  readonly label: number;
  /** Heights of ads by height of the main content, on phones and tablets. Better Ads; can only be lowered. @default 0.3 */
  readonly density: number;
  /** Ads that stay, by area of the window. Better Ads; can only be lowered. @default 0.3 */
  readonly sticky: number;
  /** Area of ads by area of content. @default 1: not more ads than content */
  readonly adsToContent: number;
  /** Height of content in the first window when there is an ad in it. @default 120, ours */
  readonly firstContent: number;
  /** Height of an empty slot. @default 50, ours: the lowest unit */
  readonly reserved: number;
  /** Layout shift by one ad. Web Vitals allow 0.1 for a whole page; can only be lowered below that. @default 0, ours */
  readonly shift: number;
}

/** The limits that hold unless others are given. */
export const DEFAULT_LIMITS: LayoutLimits = {
  game: 150,
  video: 150,
  navigation: 150,
  share: 150,
  button: 150,
  link: 48,
  between: 250,
  attention: 64,
  label: 32,
  density: 0.3,
  sticky: 0.3,
  adsToContent: 1,
  firstContent: 120,
  reserved: 50,
  shift: 0,
};

/** Numbers of others, and the direction that is stricter. */
const OFFICIAL = {
  game: { number: 150, stricter: 'higher' },
  density: { number: 0.3, stricter: 'lower' },
  sticky: { number: 0.3, stricter: 'lower' },
  adsToContent: { number: 1, stricter: 'lower' },
  shift: { number: 0.1, stricter: 'lower' },
} as const;

/** @throws {TypeError} naming a limit that cannot be used, or that is weaker than an official number */
export function resolveLimits(limits: Partial<LayoutLimits> = {}): LayoutLimits {
  for (const [name, value] of Object.entries(limits)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) throw new TypeError(`limits.${name} is not a limit`);
    if (!(Number.isFinite(value) && value >= 0))
      throw new TypeError(`limits.${name} has to be a number of at least 0`);
  }
  const resolved = { ...DEFAULT_LIMITS, ...limits };
  for (const [name, { number, stricter }] of Object.entries(OFFICIAL)) {
    const value = resolved[name as keyof typeof OFFICIAL];
    if (stricter === 'higher' ? value < number : value > number)
      throw new TypeError(`limits.${name} can only be made stricter than ${number}, the official number`);
  }
  return resolved;
}
