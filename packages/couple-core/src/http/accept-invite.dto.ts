import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';

@ApiSchema({ name: 'AcceptInvite' })
export class AcceptInviteDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 40, description: 'How B wants to be called.' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly nickname?: string;
}
