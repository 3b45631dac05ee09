import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Role, StageOneSnapshot } from '../domain/session.js';
import { IfGiven } from './if-given.js';
import { Includes } from './includes.validator.js';
import { IsDimensions } from './is-dimensions.validator.js';
import { IsEmailAddress } from './is-email-address.validator.js';
import { IsNickname } from './is-nickname.validator.js';

@ApiSchema({ name: 'Participant' })
export class ParticipantDto {
  @ApiProperty({ enum: ['A', 'B'] })
  @IsIn(['A', 'B'])
  readonly role!: Role;

  @ApiProperty({ minLength: 1, maxLength: 40 })
  @IsNickname()
  readonly nickname!: string;

  @ApiPropertyOptional({ format: 'email', description: 'Never shown to anyone by the API.' })
  @IfGiven()
  @IsEmailAddress()
  @MaxLength(254)
  readonly email?: string;
}

@ApiSchema({ name: 'StageOneSnapshot' })
export class StageOneSnapshotDto implements StageOneSnapshot {
  @ApiProperty({ minimum: 0, maximum: 10_000, description: 'How many people rated.' })
  @IsInt()
  @Min(0)
  @Max(10_000)
  readonly k!: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number', minimum: 0, maximum: 4 } })
  @IsDimensions()
  readonly dimensions!: Readonly<Record<string, number>>;
}

@ApiSchema({ name: 'CreateSession' })
export class CreateSessionDto {
  @ApiProperty({ type: [ParticipantDto], description: 'A, and B when A wants to name B.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(2)
  @ArrayUnique((participant: ParticipantDto | null) => participant?.role)
  @Includes('A', (participant: ParticipantDto | null) => participant?.role)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ParticipantDto)
  readonly participants!: readonly ParticipantDto[];

  @ApiPropertyOptional({ minimum: 1, maximum: 10, default: 3 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(10)
  readonly k_threshold?: number;

  @ApiPropertyOptional({ type: StageOneSnapshotDto, description: 'Only with the service credential.' })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => StageOneSnapshotDto)
  readonly stage1_snapshot?: StageOneSnapshotDto;
}

@ApiSchema({ name: 'UpdateStageOne' })
export class UpdateStageOneDto {
  @ApiPropertyOptional({ description: 'Whether the average may be shown once enough people rated.' })
  @IfGiven()
  @IsBoolean()
  readonly visible?: boolean;

  @ApiPropertyOptional({ minimum: 0, maximum: 10_000, description: 'Only with the service credential.' })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(10_000)
  readonly k?: number;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'number', minimum: 0, maximum: 4 },
    description: 'Only with the service credential.',
  })
  @IfGiven()
  @IsDimensions()
  readonly dimensions?: Readonly<Record<string, number>>;
}
