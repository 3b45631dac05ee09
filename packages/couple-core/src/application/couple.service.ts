import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ParticipantInvalidError, SessionNotFoundError } from '../domain/access-errors.js';
import { readAnswers, requireEveryItem } from '../domain/answers.js';
import { sealPacket } from '../domain/decision-packet.js';
import { DEFAULT_K_THRESHOLD } from '../domain/k-state.js';
import { computeOutputs } from '../domain/result.js';
import { enterStage, requireComplete, sessionKState, type Session } from '../domain/session.js';
import { StageIncompleteError } from '../domain/stage-errors.js';
import { requireParticipant, type Actor } from './actor.js';
import type {
  AddResponses,
  CreatedSession,
  CreateSession,
  UpdateStageOne,
  UpsertedResponses,
  UpsertResponses,
} from './commands.js';
import { CoupleOptions } from './couple-options.js';
import type { CoupleResult, OwnResponses } from './couple-store.js';
import { CoupleUnitOfWork } from './couple-unit-of-work.js';
import { lockedSession, unchangedSession } from './locked-session.js';
import { newSecretToken } from './secret-token.js';
import { updateStageOne } from './update-stage-one.js';
import { writeResponses } from './write-responses.js';

/**
 * The use cases of a couple's session. Every write is one unit of work with one audit event; whatever throws inside
 * leaves everything as it was. Errors are subclasses of `CoupleError`.
 */
@Injectable()
export class CoupleService {
  constructor(
    private readonly unitOfWork: CoupleUnitOfWork,
    private readonly options: CoupleOptions,
  ) {}

  /**
   * Creates a session for partner A, with A's access token and the single-use invite for B.
   * @throws {ParticipantInvalidError} when a snapshot is given without the service credential
   */
  createSession(actor: Actor, command: CreateSession): Promise<CreatedSession> {
    const access = newSecretToken();
    const invite = newSecretToken();
    return this.unitOfWork.run({ name: 'session.create', actor }, async (store) => {
      if (command.stageOneSnapshot && actor.kind !== 'service') throw new ParticipantInvalidError();
      const now = Date.now();
      const session = await store.sessions.insert({
        id: randomUUID(),
        participants: command.participants,
        kThreshold: command.kThreshold ?? DEFAULT_K_THRESHOLD,
        stageOneSnapshot: command.stageOneSnapshot ?? null,
        expiresAt: new Date(now + this.options.sessionLifetimeMs),
        access: { tokenSha256: access.sha256, expiresAt: new Date(now + this.options.accessTokenLifetimeMs) },
        invite: { tokenSha256: invite.sha256, expiresAt: new Date(now + this.options.inviteLifetimeMs) },
      });
      await store.audit.open(session.id, {
        type: 'session.created',
        facts: { roles: session.participants.map(({ role }) => role), k_threshold: session.kThreshold },
      });
      return { session, accessToken: access.token, inviteToken: invite.token };
    });
  }

  /**
   * Changes stage 1: a participant's wish to see the average, or the service's snapshot.
   * @throws {StageInvalidError} once the comparison has begun
   * @throws {ParticipantInvalidError} when the actor may not change what the command names
   */
  updateStageOne(actor: Actor, sessionId: string, command: UpdateStageOne): Promise<Session> {
    return this.unitOfWork.run({ name: 'stage1.update', actor, sessionId }, async (store) => {
      const session = await lockedSession(store, sessionId);
      enterStage(session, 1);
      const updated = updateStageOne(actor, session, command);
      if (updated === session) return unchangedSession(store, session);
      const saved = await store.sessions.save(updated);
      await store.audit.append(sessionId, { type: 'stage1.updated', facts: { ...sessionKState(saved) } });
      return saved;
    });
  }

  /**
   * Replaces the caller's SELF and GUESS answers. The same answers again change nothing.
   * @throws {QuestionInvalidError | DuplicateAnswerError} for a bad answer
   * @throws {StageOrderError | StageInvalidError | ResponsesMissingError} when the stage does not take them
   */
  upsertResponses(actor: Actor, sessionId: string, command: UpsertResponses): Promise<UpsertedResponses> {
    return this.unitOfWork.run({ name: 'responses.upsert', actor, sessionId }, async (store) => {
      const { role } = requireParticipant(actor, sessionId);
      const self = readAnswers(command.selfAnswers);
      const guess = readAnswers(command.guessAnswers);
      const session = await lockedSession(store, sessionId);
      const before = (await store.responses.find(sessionId))[role];
      return writeResponses(store, session, { before, write: { role, stage: command.stage, self, guess } });
    });
  }

  /**
   * Adds answers to those that the caller has given, and replaces given ones. Simultaneous calls lose nothing of each other.
   * @throws {QuestionInvalidError | DuplicateAnswerError} for a bad answer
   * @throws {StageInvalidError} once the result is computed
   */
  addResponses(actor: Actor, sessionId: string, command: AddResponses): Promise<UpsertedResponses> {
    return this.unitOfWork.run({ name: 'responses.add', actor, sessionId }, async (store) => {
      const { role } = requireParticipant(actor, sessionId);
      const added = readAnswers(command.answers);
      const session = await lockedSession(store, sessionId);
      const before = (await store.responses.find(sessionId))[role];
      const { self, guess } = before ?? NO_RESPONSES;
      const all = {
        self,
        guess,
        [command.wording]: { ...(before ?? NO_RESPONSES)[command.wording], ...added },
      };
      const stage = session.stage === 3 ? 3 : 2;
      return writeResponses(store, session, { before, write: { role, stage, ...all } });
    });
  }

  /**
   * Computes the result and seals its decision packet; a computed result is returned as it is.
   * @throws {StageIncompleteError} naming the answer sets that are not complete
   * @throws {ResponsesMissingError} when a stored set lacks items although it was marked complete
   */
  computeResult(actor: Actor, sessionId: string): Promise<CoupleResult> {
    return this.unitOfWork.run({ name: 'result.compute', actor, sessionId }, async (store) => {
      requireParticipant(actor, sessionId);
      const session = await lockedSession(store, sessionId);
      if (session.stage3Completed) return requireResult(await store.results.find(sessionId));
      requireComplete(session);
      const { A, B } = await store.responses.find(sessionId);
      const answers = {
        a_self: A?.self ?? {},
        a_guess: A?.guess ?? {},
        b_self: B?.self ?? {},
        b_guess: B?.guess ?? {},
      };
      requireEveryItem(answers);
      const sealed = sealPacket({
        inputs: { answers, k_state: sessionKState(session), stage1_snapshot: session.stageOneSnapshot },
        outputs: computeOutputs(answers),
        code_ref: this.options.codeRef,
      });
      const result = await store.results.insert({ ...session, stage: 3, stage3Completed: true }, sealed);
      await store.audit.append(sessionId, {
        type: 'result.computed',
        facts: { packet_sha256: result.packet.sha256, model_id: result.packet.modelId },
      });
      return result;
    });
  }

  /**
   * The session's state, for its participants and operators.
   * @throws {ParticipantInvalidError | SessionNotFoundError}
   */
  getSession(actor: Actor, sessionId: string): Promise<Session> {
    return this.unitOfWork.read(async (store) => {
      if (actor.kind !== 'operator') requireParticipant(actor, sessionId);
      const session = await store.sessions.find(sessionId);
      if (!session) throw new SessionNotFoundError();
      return session;
    });
  }

  /**
   * The caller's own answers, never the partner's.
   * @throws {ParticipantInvalidError}
   */
  getResponses(actor: Actor, sessionId: string): Promise<OwnResponses> {
    return this.unitOfWork.read(async (store) => {
      const { role } = requireParticipant(actor, sessionId);
      return (await store.responses.find(sessionId))[role] ?? NO_RESPONSES;
    });
  }

  /**
   * The computed result, for both partners.
   * @throws {ParticipantInvalidError}
   * @throws {StageIncompleteError} before it is computed
   */
  getResult(actor: Actor, sessionId: string): Promise<CoupleResult> {
    return this.unitOfWork.read(async (store) => {
      requireParticipant(actor, sessionId);
      return requireResult(await store.results.find(sessionId));
    });
  }
}

const NO_RESPONSES: OwnResponses = { self: {}, guess: {} };

function requireResult(result: CoupleResult | undefined): CoupleResult {
  if (!result) throw new StageIncompleteError([]);
  return result;
}
