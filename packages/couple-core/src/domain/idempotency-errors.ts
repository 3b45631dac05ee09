import { CoupleError } from './couple-error.js';

/** An `Idempotency-Key` that cannot be used. */
export class IdempotencyKeyInvalidError extends CoupleError {
  readonly code = 'idempotency-key-invalid';

  constructor() {
    super('An Idempotency-Key has 16 to 255 visible ASCII characters; use a fresh UUID.');
  }
}

/** The key came with another request before. */
export class IdempotencyKeyReusedError extends CoupleError {
  readonly code = 'idempotency-key-reused';

  constructor() {
    super('This Idempotency-Key belongs to another request; use a new one.');
  }
}

/** The first request with this key is still being worked on. */
export class IdempotencyInFlightError extends CoupleError {
  readonly code = 'idempotency-in-flight';

  constructor() {
    super('The first request with this Idempotency-Key is still being worked on; ask again shortly.');
  }
}
