import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AlertFacts, AlertKind } from '../alert-group.js';

/** A row of `couple_slack_message`: something to tell, until Slack has taken it. */
@Entity('couple_slack_message')
@Index('couple_slack_message_waiting', ['id'], { where: 'delivered_at IS NULL AND dead_at IS NULL' })
export class SlackMessageEntity {
  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'couple_slack_message_pkey',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
  })
  id!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  use_case!: string;

  @Column('text')
  kind!: AlertKind;

  @Column('jsonb')
  facts!: AlertFacts;

  /** How often it was sent, or might have been. */
  @Column('integer', { default: 0 })
  attempts!: number;

  /** Nobody sends it before; while it is being sent, when another may try. */
  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  available_at!: Date;

  @Column('text', { nullable: true })
  last_error!: string | null;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  delivered_at!: Date | null;

  /** Given up; `last_error` says why. */
  @Column('timestamp with time zone', { precision: 3, nullable: true })
  dead_at!: Date | null;
}
