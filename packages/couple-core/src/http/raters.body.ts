import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'RaterInvite' })
export class RaterInviteBody {
  @ApiProperty({ description: 'Shown once.' })
  readonly rater_token!: string;

  @ApiProperty({
    format: 'uri',
    description: 'The link for raters. The token is in the fragment, which no server logs.',
  })
  readonly rater_url!: string;

  @ApiProperty()
  readonly max_raters!: number;

  @ApiProperty({ format: 'date-time' })
  readonly expires_at!: string;
}

@ApiSchema({ name: 'RecordedRating' })
export class RecordedRatingBody {
  @ApiProperty({ description: 'Send it again to replace this rating.' })
  readonly rater_key!: string;

  @ApiProperty()
  readonly replaced!: boolean;
}
