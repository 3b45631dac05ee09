import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { CoupleUnitOfWork } from '../application/couple-unit-of-work.js';
import { sha256 } from '../domain/sha256.js';
import { IdempotencyKeyInvalidError } from '../domain/idempotency-errors.js';
import { actorOf } from './current-actor.js';

/** The parts that Fastify's and Express's requests share. */
interface IncomingRequest {
  readonly method: string;
  readonly url: string;
  readonly originalUrl?: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: unknown;
}

/** Fastify has `header`, Express `setHeader` (and `header`, as an alias of `set`). */
interface OutgoingResponse {
  header(name: string, value: string): unknown;
}

/** A structured-field string, or the same without its quotes (draft-ietf-httpapi-idempotency-key-header, section 2.1). */
const KEY = /^(?:"([\x21\x23-\x5b\x5d-\x7e]{16,255})"|([\x21\x23-\x5b\x5d-\x7e]{16,255}))$/;

/**
 * Honours `Idempotency-Key`: the same request again gets the same answer, with `Idempotency-Replayed: true`, and
 * nothing is done twice. Failed requests are not remembered: they left nothing behind and may be sent again.
 * @throws {IdempotencyKeyInvalidError | IdempotencyKeyReusedError | IdempotencyInFlightError}
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly unitOfWork: CoupleUnitOfWork) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<IncomingRequest>();
    const given = request.headers['idempotency-key'];
    if (given === undefined) return next.handle();
    const key = readKey(given);
    const idempotent = { key, actor: actorOf(context), requestSha256: sha256OfRequest(request) };
    return defer(async () => {
      const { answer, replayed } = await this.unitOfWork.once(idempotent, () => lastValueFrom(next.handle()));
      if (replayed) http.getResponse<OutgoingResponse>().header('Idempotency-Replayed', 'true');
      return answer;
    });
  }
}

function readKey(given: string | readonly string[]): string {
  const [, quoted, bare] = (typeof given === 'string' && KEY.exec(given)) || [];
  const key = quoted ?? bare;
  if (key === undefined) throw new IdempotencyKeyInvalidError();
  return key;
}

function sha256OfRequest({ method, url, originalUrl, body }: IncomingRequest): Buffer {
  const asked = [method, originalUrl ?? url, body ?? null];
  return sha256(JSON.stringify(asked));
}
