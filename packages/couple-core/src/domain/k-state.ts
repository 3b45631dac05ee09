/** Stage 1 shows friends' ratings only when at least `threshold` people gave one (k-anonymity). */
export interface KState {
  /** 1..10. @default 3 */
  readonly threshold: number;
  /** How many people have rated. */
  readonly current: number;
  /** Whether the average may be shown: it was asked for and `current` has reached `threshold`. */
  readonly visible: boolean;
}

export const DEFAULT_K_THRESHOLD = 3;

/** The k-state of these counts. */
export function kState(threshold: number, current: number, visibilityWanted: boolean): KState {
  return { threshold, current, visible: visibilityWanted && current >= threshold };
}
