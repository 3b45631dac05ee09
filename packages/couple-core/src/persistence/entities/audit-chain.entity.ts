import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `couple_audit_chain`: where a chain ends; its lock makes appends take turns. */
@Entity('couple_audit_chain')
export class AuditChainEntity {
  /** The session's id, or the nil UUID for failures without a session. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_audit_chain_pkey' })
  chain!: string;

  @Column('integer')
  last_seq!: number;

  @Column('bytea')
  last_hash!: Buffer;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  updated_at!: Date;
}
