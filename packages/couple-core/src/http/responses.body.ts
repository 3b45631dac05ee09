import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Role } from '../domain/session.js';
import { CompletionBody } from './session.body.js';

@ApiSchema({ name: 'StageProgress' })
export class StageProgressBody {
  @ApiProperty({ enum: [1, 2, 3] })
  readonly stage!: 1 | 2 | 3;

  @ApiProperty({ minimum: 0, maximum: 96, description: "The caller's answered items, both sets together." })
  readonly answered!: number;

  @ApiProperty({ example: 96 })
  readonly total!: number;
}

@ApiSchema({ name: 'UpsertedResponses' })
export class UpsertedResponsesBody extends CompletionBody {
  @ApiProperty({ type: StageProgressBody })
  readonly stage_progress!: StageProgressBody;
}

const ANSWERS = {
  type: 'object',
  additionalProperties: { type: 'integer', minimum: 0, maximum: 10 },
} as const;

@ApiSchema({ name: 'OwnResponses' })
export class OwnResponsesBody {
  @ApiProperty({ enum: ['A', 'B'] })
  readonly role!: Role;

  @ApiProperty({ ...ANSWERS, example: { CS1: 3, CS2: 0 } })
  readonly self_answers!: Readonly<Record<string, number>>;

  @ApiProperty({ ...ANSWERS, example: { CS1: 4 } })
  readonly guess_answers!: Readonly<Record<string, number>>;
}
