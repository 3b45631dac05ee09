import type { Actor } from './actor.js';
import type { CoupleReader, CoupleStore } from './couple-store.js';

/** Names a unit of work for logs, metrics and the audit chain. */
export interface UseCase {
  /** Lower-case words with dots, for example `responses.upsert`. */
  readonly name: string;
  readonly actor: Actor;
  /** The session whose chain records a failure; failures without a session go to the system chain. */
  readonly sessionId?: string;
}

/** A request that its sender may send again. */
export interface IdempotentRequest {
  /** The sender's own key, hard to guess: it also encrypts what is remembered. */
  readonly key: string;
  readonly actor: Actor;
  /** Of everything that was asked; the same key with another request is an error. */
  readonly requestSha256: Buffer;
}

export interface Once<T> {
  readonly answer: T;
  /** True when the answer is the remembered one. */
  readonly replayed: boolean;
}

/** Port: everything that `work` does through the store happens, or nothing does. */
export abstract class CoupleUnitOfWork {
  /**
   * Runs one use case in one transaction. Any throw rolls everything back, is recorded as `error.<slug>` in the audit
   * chain, and is rethrown as it was. The function may run again after a serialisation failure.
   */
  abstract run<T>(useCase: UseCase, work: (store: CoupleStore) => Promise<T>): Promise<T>;

  /** Runs one read, which is one statement and therefore one consistent snapshot; a second one is an error. */
  abstract read<T>(work: (reader: CoupleReader) => Promise<T>): Promise<T>;

  /**
   * Remembers the first use case that `work` runs: the same request again is answered as before, without running it.
   * The memory is part of that use case's unit of work.
   * @throws {IdempotencyKeyReusedError} when the key came with another request before
   * @throws {IdempotencyInFlightError} while the first request is being worked on
   */
  abstract once<T>(request: IdempotentRequest, work: () => Promise<T>): Promise<Once<T>>;
}
