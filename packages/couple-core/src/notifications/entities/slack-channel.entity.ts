import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The row of `couple_slack_channel`: when Slack takes the next message, for all instances together. */
@Entity('couple_slack_channel')
@Check('couple_slack_channel_one', 'id = 1')
export class SlackChannelEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'couple_slack_channel_pkey' })
  id!: 1;

  @Column('timestamp with time zone', { precision: 3 })
  next_allowed_at!: Date;
}
