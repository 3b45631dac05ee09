import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'CreatedShare' })
export class CreatedShareBody {
  @ApiProperty({ format: 'uuid' })
  readonly share_id!: string;

  @ApiProperty({ description: 'Shown once.' })
  readonly share_token!: string;

  @ApiProperty({ format: 'uri', description: 'The public link.' })
  readonly url!: string;

  @ApiProperty({ format: 'date-time' })
  readonly expires_at!: string;
}
