import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { KState } from '../domain/k-state.js';
import type { AnswerSets } from '../domain/scoring.js';
import {
  sessionKState,
  visibleSnapshot,
  type Completion,
  type Participant,
  type Role,
  type Session,
} from '../domain/session.js';
import { StageOneSnapshotDto } from './session.dto.js';

@ApiSchema({ name: 'PublicParticipant' })
export class ParticipantBody implements Participant {
  @ApiProperty({ enum: ['A', 'B'] })
  readonly role!: Role;

  @ApiProperty()
  readonly nickname!: string;
}

@ApiSchema({ name: 'KState' })
export class KStateBody implements KState {
  @ApiProperty({ minimum: 1, maximum: 10 })
  readonly threshold!: number;

  @ApiProperty({ minimum: 0 })
  readonly current!: number;

  @ApiProperty()
  readonly visible!: boolean;
}

/** Which answer sets are complete, as it stands on the wire. */
export class CompletionBody implements Record<`${keyof AnswerSets}_completed`, boolean> {
  @ApiProperty()
  readonly a_self_completed!: boolean;

  @ApiProperty()
  readonly a_guess_completed!: boolean;

  @ApiProperty()
  readonly b_self_completed!: boolean;

  @ApiProperty()
  readonly b_guess_completed!: boolean;
}

@ApiSchema({ name: 'Session' })
export class SessionBody extends CompletionBody {
  @ApiProperty({ format: 'uuid' })
  readonly session_id!: string;

  @ApiProperty({ enum: [1, 2, 3] })
  readonly stage!: 1 | 2 | 3;

  @ApiProperty({ type: [ParticipantBody] })
  readonly participants!: readonly ParticipantBody[];

  @ApiProperty()
  readonly stage3_completed!: boolean;

  @ApiProperty({ type: KStateBody })
  readonly k_state!: KStateBody;

  @ApiProperty({ type: StageOneSnapshotDto, nullable: true, description: 'null while k-anonymity hides it.' })
  readonly stage1_snapshot!: StageOneSnapshotDto | null;

  @ApiProperty({ format: 'date-time' })
  readonly created_at!: string;

  @ApiProperty({ format: 'date-time' })
  readonly updated_at!: string;
}

/** A session as participants and operators see it. */
export function sessionBody(session: Session): SessionBody {
  return {
    session_id: session.id,
    stage: session.stage,
    participants: session.participants,
    ...completionBody(session.completion),
    stage3_completed: session.stage3Completed,
    k_state: sessionKState(session),
    stage1_snapshot: visibleSnapshot(session),
    created_at: session.createdAt.toISOString(),
    updated_at: session.updatedAt.toISOString(),
  };
}

export function completionBody(completion: Completion): CompletionBody {
  return {
    a_self_completed: completion.a_self,
    a_guess_completed: completion.a_guess,
    b_self_completed: completion.b_self,
    b_guess_completed: completion.b_guess,
  };
}
