import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Role } from '../../domain/session.js';
import { SessionEntity } from './session.entity.js';

/** A row of `couple_access_token`: a bearer token, kept only as its SHA-256. */
@Entity('couple_access_token')
export class AccessTokenEntity {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'couple_access_token_pkey' })
  token_sha256!: Buffer;

  @Index('couple_access_token_session_id')
  @Column('uuid')
  session_id!: string;

  @Column('char', { length: 1 })
  role!: Role;

  @Column('timestamp with time zone', { precision: 3 })
  expires_at!: Date;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  revoked_at!: Date | null;

  @ManyToOne(() => SessionEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'couple_access_token_session' })
  session!: SessionEntity;
}
