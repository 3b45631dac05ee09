import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AlertGroup } from '../alert-group.js';

/** A row of `couple_alert`: failures of one kind that people have been told about and that may go on. */
@Entity('couple_alert')
export class AlertEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'couple_alert_pkey' })
  slug!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'couple_alert_pkey' })
  use_case!: string;

  /** When there may be something to tell although nothing happens. */
  @Column('timestamp with time zone', { precision: 3 })
  due_at!: Date;

  @Column('jsonb')
  state!: AlertGroup;
}
