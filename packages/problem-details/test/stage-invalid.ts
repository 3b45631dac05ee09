import { defineProblem } from '../src/index.js';

/** An error of a domain that knows no HTTP. */
export class StageInvalidError extends Error {}

/** What it is over HTTP. */
export const stageInvalid = defineProblem({
  slug: 'stage-invalid',
  status: 409,
  title: { en: 'Stage is finished', ko: '끝난 단계' },
  error: StageInvalidError,
});
