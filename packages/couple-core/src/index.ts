/**
 * The couple domain: use cases, their results and errors, and the unit of work below them.
 * @module main
 */

export { AccessService, type IdentifiedParticipant } from './application/access.service.js';
export type { Actor, ParticipantActor } from './application/actor.js';
export type {
  AcceptedInvite,
  AddResponses,
  CreatedSession,
  CreateSession,
  InviteStatus,
  IssuedInvite,
  IssuedRaterInvite,
  IssueRaterInvite,
  NewParticipant,
  OpenInvite,
  RecordedRating,
  RecordRating,
  UpdateStageOne,
  UpsertedResponses,
  UpsertResponses,
} from './application/commands.js';
export { CoupleOptions } from './application/couple-options.js';
export { CoupleService } from './application/couple.service.js';
export type {
  CoupleResult,
  EarlierRating,
  ErasureReceipt,
  ListedShare,
  OwnResponses,
  RaterInviteView,
  RemovedRows,
  ReportSource,
  Share,
} from './application/couple-store.js';
export { ErasureFailedError, ErasureService } from './application/erasure.service.js';
export { InviteService } from './application/invite.service.js';
export type {
  AlertPolicy,
  NotificationOptions,
  NotificationTuning,
  ResolvedNotificationOptions,
} from './application/notification-options.js';
export { RaterService, type OpenRaterInvite } from './application/rater.service.js';
export { ReportService, type ReportOrder } from './application/report.service.js';
export { ShareService, type CreatedShare, type CreateShare } from './application/share.service.js';
export { CoupleCoreModule } from './couple-core.module.js';
export type { CoupleCoreModuleOptions } from './couple-core.module-definition.js';
export {
  InviteExpiredError,
  InviteNotFoundError,
  InviteUsedError,
  ParticipantInvalidError,
  RatersFullError,
  SessionNotFoundError,
  ShareNotFoundError,
  UnauthorizedError,
} from './domain/access-errors.js';
export {
  DuplicateAnswerError,
  QuestionInvalidError,
  ResponsesMissingError,
  type MissingAnswers,
} from './domain/answer-errors.js';
export type { Answer, Answers, CompleteAnswers } from './domain/answers.js';
export { canonicalBytes, NotCanonicalError, type Json } from './domain/canonical-json.js';
export { CoupleError } from './domain/couple-error.js';
export { sealPacket, type DecisionPacket, type SealedPacket } from './domain/decision-packet.js';
export type { Flag } from './domain/flags.js';
export type { GapSummary } from './domain/gap-summary.js';
export {
  FLAG_INSIGHTS,
  HELP_RESOURCES,
  type HelpResource,
  type InsightText,
} from './domain/insight-texts.js';
export {
  IdempotencyInFlightError,
  IdempotencyKeyInvalidError,
  IdempotencyKeyReusedError,
} from './domain/idempotency-errors.js';
export type { Insight } from './domain/insights.js';
export type { KState } from './domain/k-state.js';
export type { LocalizedText } from './domain/localized-text.js';
export { ITEMS, SCALES, type Item, type ItemCode, type ScaleCode } from './domain/questionnaire.js';
export { RELATIONS, type Rating, type Relation } from './domain/rating.js';
export { computeOutputs, MODEL_ID, type ResultOutputs } from './domain/result.js';
export { DEFAULT_SHARE_CHOICES, type ShareChoices, type SharedView } from './domain/shared-view.js';
export { SCALE_NAMES } from './domain/scale-names.js';
export type { AnswerSets, Delta, ScaleMeans, TopDeltaItem } from './domain/scoring.js';
export type {
  Completion,
  Participant,
  Role,
  Session,
  SessionState,
  Stage,
  StageOneSnapshot,
  Wording,
} from './domain/session.js';
export { sessionKState, visibleSnapshot } from './domain/session.js';
export { StageIncompleteError, StageInvalidError, StageOrderError } from './domain/stage-errors.js';
export { STATEMENTS, type Statement } from './domain/statements.js';
export { SlackCourier } from './notifications/slack-courier.js';
export { AttemptReaper } from './persistence/attempts/attempt-reaper.js';
export { coupleEntities } from './persistence/entities/couple-entities.js';
export { migrate } from './persistence/migrate.js';
export { coupleMigrations } from './persistence/migrations/couple-migrations.js';
export type {
  IsolationLevel,
  QueryBefore,
  RetryOptions,
  TransactionOptions,
} from './persistence/unit-of-work/transaction-options.js';
export type { CommitHook, RollbackHook, Transaction } from './persistence/unit-of-work/transaction.js';
export {
  CommitUnknownError,
  ForeignTransactionError,
  IncompatibleNestingError,
  OutsideTransactionError,
  RollbackOnlyError,
  TransactionAbortedError,
  TransactionEndedError,
  TransactionOwnershipError,
  UnawaitedWorkError,
} from './persistence/unit-of-work/unit-of-work-errors.js';
export { UnitOfWorkModule } from './persistence/unit-of-work/unit-of-work.module.js';
export { getUnitOfWorkToken, InjectUnitOfWork } from './persistence/unit-of-work/unit-of-work.token.js';
export { UnitOfWork, type Work } from './persistence/unit-of-work/unit-of-work.js';
export { PacketCapExceededError } from './domain/packet-cap-exceeded-error.js';
export { PACKET_FAULTS, type PacketFault } from './domain/packet-inspection.js';
export { PacketInspector, type PacketFinding, type PacketRemoval } from './retention/packet-inspector.js';
export { RetentionSweeper, type SweepCounts } from './retention/retention-sweeper.js';
export {
  readCheckpointKey,
  readCheckpointPublicKey,
  type CheckpointContent,
} from './domain/audit-checkpoint.js';
export {
  AUDIT_FAULTS,
  type AuditFault,
  type AuditFinding,
  type VerificationReport,
  type Verdict,
} from './domain/audit-findings.js';
export type { AuditPayload } from './domain/audit-event.js';
export type {
  AuditRecord,
  CheckpointHead,
  CheckpointRecord,
  EventRecord,
  HeadRecord,
} from './domain/audit-records.js';
export {
  exportEnd,
  exportHeader,
  exportLine,
  ExportDamagedError,
  readExport,
} from './domain/audit-export.js';
export { AuditVerifier, type VerifierOptions } from './domain/audit-verifier.js';
export { AuditCheckpointService } from './persistence/audit-checkpoint.service.js';
export { AuditReader, type AuditSelection } from './persistence/audit-reader.js';
