import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { IfGiven } from './if-given.js';

@ApiSchema({ name: 'CreateShare' })
export class CreateShareDto {
  @ApiPropertyOptional({ minimum: 1, maximum: 365, default: 30 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(365)
  readonly expires_in_days?: number;
}
