import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { RELATIONS, type Relation } from '../domain/rating.js';
import { IfGiven } from './if-given.js';
import { AnswerDto } from './responses.dto.js';

@ApiSchema({ name: 'IssueRaterInvite' })
export class IssueRaterInviteDto {
  @ApiPropertyOptional({ minimum: 1, maximum: 50, default: 10 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(50)
  readonly max_raters?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 90, default: 14 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(90)
  readonly expires_in_days?: number;
}

@ApiSchema({ name: 'RecordRating' })
export class RecordRatingDto {
  @ApiProperty({ enum: RELATIONS })
  @IsIn(RELATIONS)
  readonly relation!: Relation;

  @ApiProperty({
    type: [AnswerDto],
    description: 'One value, 0..4, for each of CS, EA, CB, PD, RP, LF, IN and SF.',
  })
  @IsArray()
  @ArrayMaxSize(16)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AnswerDto)
  readonly answers!: readonly AnswerDto[];

  @ApiPropertyOptional({ description: 'The key from an earlier answer, to replace that rating.' })
  @IfGiven()
  @Matches(/^[\w-]{43}$/)
  readonly rater_key?: string;
}
