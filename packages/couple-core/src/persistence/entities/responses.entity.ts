import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Answers } from '../../domain/answers.js';
import type { Role } from '../../domain/session.js';
import { SessionEntity } from './session.entity.js';

/** A row of `couple_responses`: both answer sets of one participant. */
@Entity('couple_responses')
export class ResponsesEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_responses_pkey' })
  session_id!: string;

  @PrimaryColumn('char', { length: 1, primaryKeyConstraintName: 'couple_responses_pkey' })
  role!: Role;

  @Column('jsonb')
  self_answers!: Answers;

  @Column('jsonb')
  guess_answers!: Answers;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  updated_at!: Date;

  @ManyToOne(() => SessionEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'couple_responses_session' })
  session!: SessionEntity;
}
