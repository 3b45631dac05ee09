import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Role } from '../../domain/session.js';
import { SessionEntity } from './session.entity.js';

/** A row of `couple_participant`: one of the two partners. */
@Entity('couple_participant')
@Check('couple_participant_role', "role IN ('A', 'B')")
export class ParticipantEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_participant_pkey' })
  session_id!: string;

  @PrimaryColumn('char', { length: 1, primaryKeyConstraintName: 'couple_participant_pkey' })
  role!: Role;

  @Column('text')
  nickname!: string;

  @Column('text', { nullable: true })
  email!: string | null;

  @ManyToOne(() => SessionEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'couple_participant_session' })
  session!: SessionEntity;
}
