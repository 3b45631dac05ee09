import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { AuditChainEntity } from './audit-chain.entity.js';

/** A row of `couple_audit_event`. The database refuses DELETE and TRUNCATE, and any UPDATE but erasing salt and facts. */
@Entity('couple_audit_event')
@Check('couple_audit_event_hash', 'hash = sha256(bytes)')
@Check('couple_audit_event_salt', 'length(salt) = 32 AND (salt IS NULL) = (facts IS NULL)')
@Unique('couple_audit_event_prev_hash', ['chain', 'prev_hash'])
export class AuditEventEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_audit_event_pkey' })
  chain!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'couple_audit_event_pkey' })
  seq!: number;

  @Column('bytea')
  prev_hash!: Buffer;

  @Column('bytea')
  hash!: Buffer;

  @Column('text')
  type!: string;

  /** The RFC 8785 bytes that were hashed; they hold everything the event says. */
  @Column('bytea')
  bytes!: Buffer;

  /** Hashed together with the facts to what stands in the bytes; null once erased. */
  @Column('bytea', { nullable: true })
  salt!: Buffer | null;

  /** RFC 8785 JSON; null once erased. */
  @Column('bytea', { nullable: true })
  facts!: Buffer | null;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  recorded_at!: Date;

  @ManyToOne(() => AuditChainEntity, { nullable: false })
  @JoinColumn({ name: 'chain', foreignKeyConstraintName: 'couple_audit_event_chain' })
  parent!: AuditChainEntity;
}
