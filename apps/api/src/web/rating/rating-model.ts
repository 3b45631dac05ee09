import { RELATIONS, SCALES } from '@couplekit/couple-core';
import type { ReadRating } from './rating-form.js';
import type { ratingPage } from './rating.page.js';

type Model = NonNullable<(typeof ratingPage)['model']>;

/** What the view of the questions is given. */
export function ratingModel(
  nickname: string,
  { relation, values, missing }: ReadRating,
  again: boolean,
): Model {
  return {
    nickname,
    relation: relation ?? '',
    relations: RELATIONS,
    relationMissing: missing.includes('relation'),
    questions: SCALES.map((code) => ({
      code,
      value: values[code] ?? '',
      missing: missing.includes(code),
    })),
    missing: missing.length,
    again,
  };
}
