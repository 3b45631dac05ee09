import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { AuditCheckpointEntity } from './audit-checkpoint.entity.js';

/** A row of `couple_audit_checkpoint_head`: where one chain ended when a checkpoint was made. */
@Entity('couple_audit_checkpoint_head')
@Index('couple_audit_checkpoint_head_chain', ['chain', 'seq'])
export class AuditCheckpointHeadEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'couple_audit_checkpoint_head_pkey' })
  checkpoint!: number;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_audit_checkpoint_head_pkey' })
  chain!: string;

  @Column('integer')
  seq!: number;

  @Column('bytea')
  hash!: Buffer;

  @ManyToOne(() => AuditCheckpointEntity, { nullable: false })
  @JoinColumn({ name: 'checkpoint', foreignKeyConstraintName: 'couple_audit_checkpoint_head_checkpoint' })
  parent!: AuditCheckpointEntity;
}
