import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from '../../domain/session.js';
import type { ShareChoices } from '../../domain/shared-view.js';
import { SessionEntity } from './session.entity.js';

/** A row of `couple_share`: a public link to a result, kept only as the SHA-256 of its token. */
@Entity('couple_share')
@Unique('couple_share_token_sha256', ['token_sha256'])
export class ShareEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_share_pkey' })
  id!: string;

  @Index('couple_share_session_id')
  @Column('uuid')
  session_id!: string;

  /** Who made it. */
  @Column('char', { length: 1 })
  role!: Role;

  @Column('bytea')
  token_sha256!: Buffer;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  created_at!: Date;

  @Column('timestamp with time zone', { precision: 3 })
  expires_at!: Date;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  revoked_at!: Date | null;

  @Column('boolean', { default: false })
  show_names!: boolean;

  @Column('boolean', { default: true })
  show_gap!: boolean;

  @Column('boolean', { default: false })
  show_radar!: boolean;

  /** Of what is shown. */
  @Column('char', { length: 2, default: 'ko' })
  language!: ShareChoices['language'];

  @ManyToOne(() => SessionEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'couple_share_session' })
  session!: SessionEntity;
}
