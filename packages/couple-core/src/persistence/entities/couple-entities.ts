import { AccessTokenEntity } from './access-token.entity.js';
import { AuditChainEntity } from './audit-chain.entity.js';
import { AuditEventEntity } from './audit-event.entity.js';
import { DecisionPacketEntity } from './decision-packet.entity.js';
import { ParticipantEntity } from './participant.entity.js';
import { PartnerInviteEntity } from './partner-invite.entity.js';
import { RaterInviteEntity } from './rater-invite.entity.js';
import { RatingEntity } from './rating.entity.js';
import { ResponsesEntity } from './responses.entity.js';
import { ResultEntity } from './result.entity.js';
import { SessionEntity } from './session.entity.js';

/** Every table of couple-core, for the `entities` of a TypeORM data source. */
export const coupleEntities = [
  SessionEntity,
  ParticipantEntity,
  AccessTokenEntity,
  PartnerInviteEntity,
  RaterInviteEntity,
  RatingEntity,
  ResponsesEntity,
  DecisionPacketEntity,
  ResultEntity,
  AuditChainEntity,
  AuditEventEntity,
] as const;
