import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Rating, Relation } from '../../domain/rating.js';
import { RaterInviteEntity } from './rater-invite.entity.js';
import { SessionEntity } from './session.entity.js';

/** A row of `couple_rating`: one rater's view; no time and no name, so that nothing tells who it was. */
@Entity('couple_rating')
export class RatingEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_rating_pkey' })
  session_id!: string;

  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'couple_rating_pkey' })
  rater_key_sha256!: Buffer;

  @Index('couple_rating_invite_sha256')
  @Column('bytea')
  invite_sha256!: Buffer;

  @Column('text')
  relation!: Relation;

  @Column('jsonb')
  answers!: Rating;

  @ManyToOne(() => SessionEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'couple_rating_session' })
  session!: SessionEntity;

  @ManyToOne(() => RaterInviteEntity, { nullable: false })
  @JoinColumn({ name: 'invite_sha256', foreignKeyConstraintName: 'couple_rating_invite' })
  invite!: RaterInviteEntity;
}
