import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Role } from '../domain/session.js';
import { SessionBody } from './session.body.js';

@ApiSchema({ name: 'CreatedSession' })
export class CreatedSessionBody extends SessionBody {
  @ApiProperty({ description: "A's bearer token; shown once." })
  readonly access_token!: string;

  @ApiProperty({ description: "B's single-use invite; shown once." })
  readonly invite_token!: string;

  @ApiProperty({
    format: 'uri',
    description: 'The link to send to B. The token is in the fragment, which no server logs.',
  })
  readonly invite_url!: string;
}

@ApiSchema({ name: 'AcceptedInvite' })
export class AcceptedInviteBody {
  @ApiProperty({ format: 'uuid' })
  readonly session_id!: string;

  @ApiProperty({ enum: ['B'] })
  readonly role!: Role;

  @ApiProperty({ description: "B's bearer token; shown once." })
  readonly access_token!: string;
}
