import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { StageOneSnapshot } from '../../domain/session.js';

/** A row of `couple_session`. */
@Entity('couple_session')
@Check('couple_session_stage', 'stage BETWEEN 1 AND 3')
@Check('couple_session_k_threshold', 'k_threshold BETWEEN 1 AND 10')
@Check('couple_session_k_current', 'k_current >= 0')
export class SessionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_session_pkey' })
  id!: string;

  @Column('smallint', { default: 1 })
  stage!: 1 | 2 | 3;

  @Column('smallint')
  k_threshold!: number;

  @Column('integer', { default: 0 })
  k_current!: number;

  @Column('boolean', { default: false })
  visibility_wanted!: boolean;

  @Column('jsonb', { nullable: true })
  stage1_snapshot!: StageOneSnapshot | null;

  @Column('boolean', { default: false })
  a_self_completed!: boolean;

  @Column('boolean', { default: false })
  a_guess_completed!: boolean;

  @Column('boolean', { default: false })
  b_self_completed!: boolean;

  @Column('boolean', { default: false })
  b_guess_completed!: boolean;

  @Column('boolean', { default: false })
  stage3_completed!: boolean;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  created_at!: Date;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  updated_at!: Date;

  @Index('couple_session_expires_at')
  @Column('timestamp with time zone', { precision: 3 })
  expires_at!: Date;
}
