import type { LocalizedText } from './localized-text.js';
import type { ResultOutputs } from './result.js';
import type { Participant } from './session.js';

/** What a couple lets others see of their result. Answers themselves are never shown. */
export interface ShareChoices {
  /** Both nicknames. @default false */
  readonly names: boolean;
  /** How far guesses and answers are apart, and where most. @default true */
  readonly gap: boolean;
  /** The means of the eight scales. @default false */
  readonly radar: boolean;
  /** Of the picture and the words around it. @default 'ko' */
  readonly language: keyof LocalizedText;
}

/** What a link shows when nothing is chosen: how far guesses and answers are apart, without names. */
export const DEFAULT_SHARE_CHOICES: ShareChoices = { names: false, gap: true, radar: false, language: 'ko' };

/** What others see. Everything that was not chosen is null, and everything is while it is locked. */
export interface SharedView {
  readonly language: ShareChoices['language'];
  /** No result yet, or too few friends have rated for anybody else to see anything. */
  readonly locked: boolean;
  readonly participants: readonly Participant[] | null;
  readonly gap: ResultOutputs['gap_summary'] | null;
  readonly scales: ResultOutputs['scales'] | null;
}

/** A share and all that it could show. */
export interface FoundShare {
  readonly choices: ShareChoices;
  readonly kThreshold: number;
  readonly kCurrent: number;
  readonly participants: readonly Participant[];
  /** Undefined until it is computed. */
  readonly outputs: ResultOutputs | undefined;
}

/** Keeps of a couple's result what they chose to show. */
export function sharedView({ choices, kThreshold, kCurrent, participants, outputs }: FoundShare): SharedView {
  const { language } = choices;
  if (!outputs || kCurrent < kThreshold) {
    return { language, locked: true, participants: null, gap: null, scales: null };
  }
  return {
    language,
    locked: false,
    participants: choices.names ? participants : null,
    gap: choices.gap ? outputs.gap_summary : null,
    scales: choices.radar ? outputs.scales : null,
  };
}
