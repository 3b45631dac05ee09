import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IfGiven } from './if-given.js';
import { IsNickname } from './is-nickname.validator.js';

@ApiSchema({ name: 'AcceptInvite' })
export class AcceptInviteDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 40, description: 'How B wants to be called.' })
  @IfGiven()
  @IsNickname()
  readonly nickname?: string;
}
