import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `couple_audit_checkpoint`: a signed statement of where chains ended at one moment. */
@Entity('couple_audit_checkpoint')
@Check('couple_audit_checkpoint_hash', 'hash = sha256(bytes)')
export class AuditCheckpointEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'couple_audit_checkpoint_pkey' })
  seq!: number;

  /** RFC 8785 JSON, as it was signed. */
  @Column('bytea')
  bytes!: Buffer;

  @Column('bytea')
  hash!: Buffer;

  /** Ed25519. */
  @Column('bytea')
  signature!: Buffer;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  created_at!: Date;
}
