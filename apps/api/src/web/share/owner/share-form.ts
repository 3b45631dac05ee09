import { DEFAULT_SHARE_CHOICES, type CreateShare, type ShareChoices } from '@couplekit/couple-core';
import { isLanguage } from '../../pages/language.js';

/** How long a link can work, in days. */
export const SHARE_DAYS = [7, 30, 90] as const;
const DEFAULT_DAYS = 30;

/** What browsers send; boxes that are not ticked are missing. */
export interface ShareForm {
  readonly names?: unknown;
  readonly gap?: unknown;
  readonly radar?: unknown;
  readonly language?: unknown;
  readonly days?: unknown;
}

/** The wish of a form: nothing is shown that was not ticked. */
export function readShareForm(form: ShareForm): Required<CreateShare> & { readonly choices: ShareChoices } {
  return {
    expiresInDays: SHARE_DAYS.find((days) => String(days) === form.days) ?? DEFAULT_DAYS,
    choices: {
      names: form.names === 'yes',
      gap: form.gap === 'yes',
      radar: form.radar === 'yes',
      language: isLanguage(form.language) ? form.language : DEFAULT_SHARE_CHOICES.language,
    },
  };
}
