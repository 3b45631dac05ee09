import { RELATIONS, SCALES, type Answer, type Relation, type ScaleCode } from '@couplekit/couple-core';

const MOST = 4;

/** The form as it was sent. */
export type RatingForm = Readonly<Record<string, unknown>>;

/** What a form says, as far as it can be read, and what is missing. */
export interface ReadRating {
  readonly relation: Relation | undefined;
  readonly values: Readonly<Partial<Record<ScaleCode, number>>>;
  readonly missing: readonly (ScaleCode | 'relation')[];
}

/** Reads a form; what is not one of the choices counts as not answered. */
export function readRatingForm(form: RatingForm): ReadRating {
  const relation = RELATIONS.find((known) => known === form['relation']);
  const values: Partial<Record<ScaleCode, number>> = {};
  for (const scale of SCALES) {
    const value = form[scale];
    if (typeof value === 'string' && /^\d$/.test(value) && Number(value) <= MOST)
      values[scale] = Number(value);
  }
  const scales = SCALES.filter((scale) => values[scale] === undefined);
  return { relation, values, missing: relation ? scales : ['relation', ...scales] };
}

/** The same as couple-core wants it. */
export function ratingAnswers({ values }: Pick<ReadRating, 'values'>): readonly Answer[] {
  return SCALES.flatMap((code) => {
    const value = values[code];
    return value === undefined ? [] : [{ code, value }];
  });
}
