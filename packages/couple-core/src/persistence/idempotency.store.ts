import { actorName } from '../application/actor.js';
import type { IdempotentRequest } from '../application/couple-unit-of-work.js';
import { IdempotencyInFlightError, IdempotencyKeyReusedError } from '../domain/idempotency-errors.js';
import { sha256 } from '../domain/sha256.js';
import type { IdempotencyKeyEntity } from './entities/idempotency-key.entity.js';
import type { Queries } from './queries.js';
import { openAnswer, sealAnswer } from './sealed-answer.js';

type KeyRow = Pick<IdempotencyKeyEntity, 'request_sha256' | 'sealed_answer'>;
type ClaimRow = { readonly claimed: boolean } & (KeyRow | { readonly [K in keyof KeyRow]: null });

/** Answers that were given to idempotent requests, in PostgreSQL. */
export class PostgresIdempotencyStore {
  constructor(private readonly queries: Queries) {}

  /**
   * Claims the key until the transaction ends, without waiting for anybody.
   * @returns the remembered answer, or undefined when this is the first request
   * @throws {IdempotencyInFlightError | IdempotencyKeyReusedError}
   */
  async claim(request: IdempotentRequest): Promise<{ readonly answer: unknown } | undefined> {
    const keySha256 = sha256OfKey(request);
    const [row] = await this.queries.query<ClaimRow>(
      `SELECT pg_try_advisory_xact_lock($2) AS claimed, k.request_sha256, k.sealed_answer
       FROM (VALUES (true)) AS always LEFT JOIN couple_idempotency_key k ON k.key_sha256 = $1 AND k.expires_at > now()`,
      [keySha256, keySha256.readBigInt64BE()],
    );
    if (!row?.request_sha256) {
      if (!row?.claimed) throw new IdempotencyInFlightError();
      return undefined;
    }
    if (!row.request_sha256.equals(request.requestSha256)) throw new IdempotencyKeyReusedError();
    return { answer: openAnswer(request.key, row.sealed_answer) };
  }

  /**
   * Remembers the answer in the same transaction as the work.
   * @throws {IdempotencyInFlightError} when the same request was answered between claim and now
   */
  async remember(
    request: IdempotentRequest,
    { answer, lifetimeMs }: { readonly answer: unknown; readonly lifetimeMs: number },
  ): Promise<void> {
    const { actor } = request;
    const stored = await this.queries.query(
      `INSERT INTO couple_idempotency_key AS k (key_sha256, request_sha256, session_id, sealed_answer, expires_at)
       VALUES ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')
       ON CONFLICT (key_sha256) DO UPDATE SET request_sha256 = excluded.request_sha256, session_id = excluded.session_id,
         sealed_answer = excluded.sealed_answer, created_at = now(), expires_at = excluded.expires_at
       WHERE k.expires_at <= now() RETURNING 1`,
      [
        sha256OfKey(request),
        request.requestSha256,
        sessionOf(answer) ?? (actor.kind === 'participant' ? actor.sessionId : null),
        sealAnswer(request.key, answer),
        lifetimeMs,
      ],
    );
    if (stored.length === 0) throw new IdempotencyInFlightError();
  }
}

/** The session that an answer belongs to, so that erasing the session erases the answer. */
function sessionOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  if ('sessionId' in answer && typeof answer.sessionId === 'string') return answer.sessionId;
  return 'session' in answer ? (answer.session as { readonly id: string }).id : undefined;
}

function sha256OfKey({ key, actor }: IdempotentRequest): Buffer {
  const session = actor.kind === 'participant' ? actor.sessionId : '';
  return sha256(`${actorName(actor)}\n${session}\n${key}`);
}
