import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** A row of `couple_partner_invite`: B's single-use way in, kept only as its SHA-256. */
@Entity('couple_partner_invite')
export class PartnerInviteEntity {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'couple_partner_invite_pkey' })
  token_sha256!: Buffer;

  @Index('couple_partner_invite_session_id')
  @Column('uuid')
  session_id!: string;

  @Column('timestamp with time zone', { precision: 3 })
  expires_at!: Date;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  used_at!: Date | null;

  @ManyToOne(() => SessionEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'couple_partner_invite_session' })
  session!: SessionEntity;
}
