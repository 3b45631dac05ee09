import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNumber,
  IsObject,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';

/** Bounds the work that one request can cause; duplicates and unknown items get their own problem type. */
const MOST_ANSWERS = 96;

@ApiSchema({ name: 'Answer' })
export class AnswerDto {
  @ApiProperty({ example: 'CS1', description: 'An item of the questionnaire.' })
  @IsString()
  @Length(1, 64)
  readonly code!: string;

  @ApiProperty({ minimum: 0, maximum: 10, description: '0..4; SF1 0..10.' })
  @IsNumber()
  readonly value!: number;
}

@ApiSchema({ name: 'UpsertResponses' })
export class UpsertResponsesDto {
  @ApiProperty({ enum: [2, 3], description: '2 while answering, 3 for corrections before the comparison.' })
  @IsIn([2, 3])
  readonly stage!: 2 | 3;

  @ApiProperty({ type: [AnswerDto], description: 'About me.' })
  @IsArray()
  @ArrayMaxSize(MOST_ANSWERS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AnswerDto)
  readonly self_answers!: readonly AnswerDto[];

  @ApiProperty({ type: [AnswerDto], description: 'How my partner would answer.' })
  @IsArray()
  @ArrayMaxSize(MOST_ANSWERS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AnswerDto)
  readonly guess_answers!: readonly AnswerDto[];
}

/** Whether every rule above holds, and nothing else is there. */
export function isUpsertResponses(body: unknown): body is UpsertResponsesDto {
  if (!hasMembers(body, 3)) return false;
  const { stage, self_answers, guess_answers } = body;
  return (stage === 2 || stage === 3) && areAnswers(self_answers) && areAnswers(guess_answers);
}

function areAnswers(list: unknown): boolean {
  return Array.isArray(list) && list.length <= MOST_ANSWERS && list.every(isAnswer);
}

function isAnswer(answer: unknown): boolean {
  if (!hasMembers(answer, 2)) return false;
  const { code, value } = answer;
  return typeof code === 'string' && code.length >= 1 && code.length <= 64 && Number.isFinite(value);
}

function hasMembers(value: unknown, count: number): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.keys(value).length === count;
}
