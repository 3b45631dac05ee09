import { CoupleError } from './couple-error.js';

/** The write belongs to a stage that is finished. */
export class StageInvalidError extends CoupleError {
  readonly code = 'stage-invalid';

  constructor(
    readonly stage: number,
    readonly currentStage: number,
  ) {
    super(`Stage ${stage} is finished and takes no more changes.`);
  }
}

/** The write belongs to a stage that has not been reached; stages cannot be skipped. */
export class StageOrderError extends CoupleError {
  readonly code = 'stage-order';

  constructor(
    readonly stage: number,
    readonly currentStage: number,
  ) {
    super(`Stage ${stage} cannot start while stage ${stage - 1} is unfinished.`);
  }
}

/** The result needs all four completions, or has not been computed yet. */
export class StageIncompleteError extends CoupleError {
  readonly code = 'stage-incomplete';

  constructor(
    /** The sets that are not complete: `a_self`, `a_guess`, `b_self`, `b_guess`; empty when only the computation is missing. */
    readonly incomplete: readonly string[],
  ) {
    super(
      incomplete.length > 0
        ? `These answer sets are not complete: ${incomplete.join(', ')}.`
        : 'The result has not been computed yet.',
    );
  }
}
