import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import type { KState } from '../../domain/k-state.js';
import type { ResultOutputs } from '../../domain/result.js';
import { DecisionPacketEntity } from './decision-packet.entity.js';

/** A row of `couple_result`: the outputs as they are shown; a result without its packet cannot exist. */
@Entity('couple_result')
export class ResultEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_result_pkey' })
  session_id!: string;

  /** `json`, not `jsonb`: the scales keep questionnaire order. */
  @Column('json')
  outputs!: ResultOutputs;

  @Column('json')
  k_state!: KState;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  generated_at!: Date;

  @OneToOne(() => DecisionPacketEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'couple_result_packet' })
  packet!: DecisionPacketEntity;
}
