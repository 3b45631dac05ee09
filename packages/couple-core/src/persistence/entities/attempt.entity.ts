import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `couple_attempt`: a use case that has begun. It is committed before the work, and deleted with it. */
@Entity('couple_attempt')
export class AttemptEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'couple_attempt_pkey' })
  id!: string;

  /** The audit chain that a failure belongs to. */
  @Column('uuid')
  chain!: string;

  @Column('text')
  use_case!: string;

  @Column('text')
  actor!: string;

  @Column('text', { nullable: true })
  request_id!: string | null;

  @Column('text')
  code_ref!: string;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  started_at!: Date;
}
