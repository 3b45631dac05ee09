import type { Actor } from './actor.js';
import type { CoupleStore } from './couple-store.js';

/** Names a unit of work for logs, metrics and the audit chain. */
export interface UseCase {
  /** Lower-case words with dots, for example `responses.upsert`. */
  readonly name: string;
  readonly actor: Actor;
  /** The session whose chain records a failure; failures without a session go to the system chain. */
  readonly sessionId?: string;
}

/** Port: everything that `work` does through the store happens, or nothing does. */
export abstract class CoupleUnitOfWork {
  /**
   * Runs one use case in one transaction. Any throw rolls everything back, is recorded as `error.<slug>` in the audit
   * chain, and is rethrown as it was. The function may run again after a serialisation failure.
   */
  abstract run<T>(useCase: UseCase, work: (store: CoupleStore) => Promise<T>): Promise<T>;

  /** Reads from one consistent snapshot; a write inside fails. */
  abstract read<T>(name: string, work: (store: CoupleStore) => Promise<T>): Promise<T>;
}
