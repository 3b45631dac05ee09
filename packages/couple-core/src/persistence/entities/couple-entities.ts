import { AccessTokenEntity } from './access-token.entity.js';
import { AlertEntity } from '../../notifications/entities/alert.entity.js';
import { OutboxEntity } from '../../notifications/entities/outbox.entity.js';
import { SlackChannelEntity } from '../../notifications/entities/slack-channel.entity.js';
import { SlackMessageEntity } from '../../notifications/entities/slack-message.entity.js';
import { AttemptEntity } from './attempt.entity.js';
import { AuditChainEntity } from './audit-chain.entity.js';
import { AuditCheckpointHeadEntity } from './audit-checkpoint-head.entity.js';
import { AuditCheckpointEntity } from './audit-checkpoint.entity.js';
import { AuditEventEntity } from './audit-event.entity.js';
import { DecisionPacketEntity } from './decision-packet.entity.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { ParticipantEntity } from './participant.entity.js';
import { PartnerInviteEntity } from './partner-invite.entity.js';
import { RaterInviteEntity } from './rater-invite.entity.js';
import { RatingEntity } from './rating.entity.js';
import { ResponsesEntity } from './responses.entity.js';
import { SessionEntity } from './session.entity.js';
import { ShareEntity } from './share.entity.js';

/** Every table of couple-core, for the `entities` of a TypeORM data source. */
export const coupleEntities = [
  SessionEntity,
  ParticipantEntity,
  AccessTokenEntity,
  PartnerInviteEntity,
  ShareEntity,
  RaterInviteEntity,
  RatingEntity,
  ResponsesEntity,
  DecisionPacketEntity,
  AuditChainEntity,
  AuditEventEntity,
  AuditCheckpointEntity,
  AuditCheckpointHeadEntity,
  AttemptEntity,
  IdempotencyKeyEntity,
  OutboxEntity,
  AlertEntity,
  SlackMessageEntity,
  SlackChannelEntity,
] as const;
