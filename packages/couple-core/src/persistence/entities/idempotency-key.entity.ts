import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `couple_idempotency_key`: an answer that is given again when the same request comes again. */
@Entity('couple_idempotency_key')
export class IdempotencyKeyEntity {
  /** Of caller and key; the key itself is not kept. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'couple_idempotency_key_pkey' })
  key_sha256!: Buffer;

  /** Of what was asked. */
  @Column('bytea')
  request_sha256!: Buffer;

  @Index('couple_idempotency_key_session_id')
  @Column('uuid', { nullable: true })
  session_id!: string | null;

  /** Encrypted with the client's key: an answer may hold tokens. */
  @Column('bytea')
  sealed_answer!: Buffer;

  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  created_at!: Date;

  @Index('couple_idempotency_key_expires_at')
  @Column('timestamp with time zone', { precision: 3 })
  expires_at!: Date;
}
