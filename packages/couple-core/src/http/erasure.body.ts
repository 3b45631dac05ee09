import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'ErasureEvent' })
class ErasureEventBody {
  @ApiProperty()
  readonly seq!: number;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  readonly hash!: string;
}

@ApiSchema({ name: 'ErasureReceipt' })
export class ErasureReceiptBody {
  @ApiProperty({ format: 'uuid' })
  readonly session_id!: string;

  @ApiProperty({ format: 'date-time' })
  readonly erased_at!: string;

  @ApiProperty({ enum: ['requested', 'expired'] })
  readonly reason!: 'requested' | 'expired';

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Rows that were removed.',
  })
  readonly removed!: Readonly<Record<string, number>>;

  @ApiProperty({ description: 'The event in the session’s audit chain that says so.' })
  readonly audit!: ErasureEventBody;
}
