import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** A row of `couple_decision_packet`: a result with all that it was made from, as the bytes that were hashed. */
@Entity('couple_decision_packet')
@Check('couple_decision_packet_digest', 'packet_sha256 = sha256(bytes)')
@Check('couple_decision_packet_whole', 'couple_is_whole_packet(bytes, code_ref, model_id)')
export class DecisionPacketEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_decision_packet_pkey' })
  session_id!: string;

  @Column('bytea')
  packet_sha256!: Buffer;

  @Column('bytea')
  bytes!: Buffer;

  @Column('text')
  code_ref!: string;

  @Column('text')
  model_id!: string;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  created_at!: Date;

  @OneToOne(() => SessionEntity, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'couple_decision_packet_session' })
  session!: SessionEntity;
}
