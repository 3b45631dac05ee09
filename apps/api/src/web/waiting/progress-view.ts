import { PROGRESS_TEXTS } from './progress-texts.js';
import type { Language } from '../pages/language.js';
import type { Progress } from './progress.js';

/** A progress as views show it. */
export interface ProgressView {
  readonly progress: Progress;
  /** Where the session's pages are: `/s/{id}`. */
  readonly home: string;
  /** How the other one is spoken of. */
  readonly name: string;
  /** The first set of answers that is not complete. */
  readonly set: 'self' | 'guess';
}

/** What the views of a progress are given. */
export function progressView(progress: Progress, sessionId: string, language: Language): ProgressView {
  const { person, partnerUnknown } = PROGRESS_TEXTS[language];
  return {
    progress,
    home: `/s/${sessionId}`,
    name: progress.partner === '' ? partnerUnknown : person.replace('{name}', () => progress.partner),
    set: progress.mine.self ? 'guess' : 'self',
  };
}
