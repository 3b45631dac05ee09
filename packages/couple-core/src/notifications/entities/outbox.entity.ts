import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `couple_outbox`: a failure that is to be told about. It is stored with the failure's audit event. */
@Entity('couple_outbox')
export class OutboxEntity {
  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'couple_outbox_pkey',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
  })
  id!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  use_case!: string;

  @Column('text')
  actor!: string;

  @Column('text', { nullable: true })
  request_id!: string | null;

  @Column('text')
  code_ref!: string;

  @Column('timestamp with time zone', { precision: 3, default: () => 'clock_timestamp()' })
  occurred_at!: Date;
}
