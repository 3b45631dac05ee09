import * as http from '@couplekit/couple-core/http';
import * as core from '@couplekit/couple-core';
import { describe, expect, it } from 'vitest';

describe('the built package', () => {
  it('exports exactly this', () => {
    expect(Object.keys(core).toSorted()).toEqual([
      'AccessService',
      'AttemptReaper',
      'CommitUnknownError',
      'CoupleCoreModule',
      'CoupleError',
      'CoupleOptions',
      'CoupleService',
      'DuplicateAnswerError',
      'ErasureFailedError',
      'ErasureService',
      'ForeignTransactionError',
      'ITEMS',
      'IdempotencyInFlightError',
      'IdempotencyKeyInvalidError',
      'IdempotencyKeyReusedError',
      'IncompatibleNestingError',
      'InjectUnitOfWork',
      'InviteExpiredError',
      'InviteNotFoundError',
      'InviteService',
      'InviteUsedError',
      'MODEL_ID',
      'NotCanonicalError',
      'OutsideTransactionError',
      'PACKET_FAULTS',
      'PacketCapExceededError',
      'PacketInspector',
      'ParticipantInvalidError',
      'QuestionInvalidError',
      'RELATIONS',
      'RaterService',
      'RatersFullError',
      'ResponsesMissingError',
      'RetentionSweeper',
      'RollbackOnlyError',
      'SCALES',
      'SCALE_NAMES',
      'STATEMENTS',
      'SessionNotFoundError',
      'ShareNotFoundError',
      'ShareService',
      'SlackCourier',
      'StageIncompleteError',
      'StageInvalidError',
      'StageOrderError',
      'TransactionAbortedError',
      'TransactionEndedError',
      'TransactionOwnershipError',
      'UnauthorizedError',
      'UnawaitedWorkError',
      'UnitOfWork',
      'UnitOfWorkModule',
      'canonicalBytes',
      'computeOutputs',
      'coupleEntities',
      'coupleMigrations',
      'getUnitOfWorkToken',
      'migrate',
      'sealPacket',
    ]);
  });

  it('exports exactly this from /http', () => {
    expect(Object.keys(http).toSorted()).toEqual(['CoupleHttpModule', 'coupleProblems']);
  });
});
