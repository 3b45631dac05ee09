import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import type { ShareChoices } from '../domain/shared-view.js';
import { IfGiven } from './if-given.js';

@ApiSchema({ name: 'CreateShare' })
export class CreateShareDto {
  @ApiPropertyOptional({ minimum: 1, maximum: 365, default: 30 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(365)
  readonly expires_in_days?: number;

  @ApiPropertyOptional({ default: false, description: 'Shows both nicknames.' })
  @IfGiven()
  @IsBoolean()
  readonly show_names?: boolean;

  @ApiPropertyOptional({ default: true, description: 'Shows the gap summary.' })
  @IfGiven()
  @IsBoolean()
  readonly show_gap?: boolean;

  @ApiPropertyOptional({ default: false, description: 'Shows the means of the eight scales.' })
  @IfGiven()
  @IsBoolean()
  readonly show_radar?: boolean;

  @ApiPropertyOptional({ enum: ['ko', 'en'], default: 'ko', description: 'Of the picture.' })
  @IfGiven()
  @IsIn(['ko', 'en'])
  readonly language?: ShareChoices['language'];
}
