import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** A row of `couple_rater_invite`: a link for several raters, kept only as its SHA-256. */
@Entity('couple_rater_invite')
@Check('couple_rater_invite_max_raters', 'max_raters BETWEEN 1 AND 50')
export class RaterInviteEntity {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'couple_rater_invite_pkey' })
  token_sha256!: Buffer;

  @Index('couple_rater_invite_session_id')
  @Column('uuid')
  session_id!: string;

  @Column('smallint')
  max_raters!: number;

  @Column('timestamp with time zone', { precision: 3 })
  expires_at!: Date;

  @ManyToOne(() => SessionEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'couple_rater_invite_session' })
  session!: SessionEntity;
}
