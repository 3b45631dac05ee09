import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { AuditEventEntity } from './audit-event.entity.js';

/** A row of `couple_audit_payload`: the facts of an event, which erasure may remove without breaking the chain. */
@Entity('couple_audit_payload')
@Check('couple_audit_payload_salt', 'length(salt) = 32')
export class AuditPayloadEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_audit_payload_pkey' })
  chain!: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'couple_audit_payload_pkey' })
  seq!: number;

  /** Hashed together with the bytes to what stands in the event. */
  @Column('bytea')
  salt!: Buffer;

  /** RFC 8785 JSON of the facts. */
  @Column('bytea')
  bytes!: Buffer;

  @OneToOne(() => AuditEventEntity, { nullable: false })
  @JoinColumn([
    { name: 'chain', foreignKeyConstraintName: 'couple_audit_payload_event' },
    { name: 'seq', foreignKeyConstraintName: 'couple_audit_payload_event' },
  ])
  event!: AuditEventEntity;
}
