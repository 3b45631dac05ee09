import * as http from '@couplekit/couple-core/http';
import * as core from '@couplekit/couple-core';
import { describe, expect, it } from 'vitest';

describe('the built package', () => {
  it('exports exactly this', () => {
    expect(Object.keys(core).toSorted()).toEqual([
      'AccessService',
      'AttemptReaper',
      'CoupleCoreModule',
      'CoupleError',
      'CoupleOptions',
      'CoupleService',
      'DuplicateAnswerError',
      'ITEMS',
      'IdempotencyInFlightError',
      'IdempotencyKeyInvalidError',
      'IdempotencyKeyReusedError',
      'IncompatibleNestingError',
      'InviteExpiredError',
      'InviteNotFoundError',
      'InviteService',
      'InviteUsedError',
      'MODEL_ID',
      'NotCanonicalError',
      'ParticipantInvalidError',
      'QuestionInvalidError',
      'RELATIONS',
      'RaterService',
      'RatersFullError',
      'ResponsesMissingError',
      'RollbackOnlyError',
      'SCALES',
      'SCALE_NAMES',
      'STATEMENTS',
      'SessionNotFoundError',
      'ShareNotFoundError',
      'ShareService',
      'StageIncompleteError',
      'StageInvalidError',
      'StageOrderError',
      'TransactionAbortedError',
      'TransactionEndedError',
      'UnauthorizedError',
      'UnitOfWork',
      'UnitOfWorkModule',
      'canonicalBytes',
      'computeOutputs',
      'coupleEntities',
      'coupleMigrations',
      'migrate',
      'sealPacket',
    ]);
  });

  it('exports exactly this from /http', () => {
    expect(Object.keys(http).toSorted()).toEqual(['CoupleHttpModule', 'coupleProblems']);
  });
});
