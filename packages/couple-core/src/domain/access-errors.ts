import { CoupleError } from './couple-error.js';

/** No credential, or one that is unknown, expired or revoked. */
export class UnauthorizedError extends CoupleError {
  readonly code = 'unauthorized';

  constructor() {
    super('A valid bearer token is needed.');
  }
}

/** The credential belongs to another session or role. Says nothing about whether the session exists. */
export class ParticipantInvalidError extends CoupleError {
  readonly code = 'participant-invalid';

  constructor() {
    super('This credential does not allow this call.');
  }
}

export class SessionNotFoundError extends CoupleError {
  readonly code = 'session-not-found';

  constructor() {
    super('There is no such session.');
  }
}

export class InviteNotFoundError extends CoupleError {
  readonly code = 'invite-not-found';

  constructor() {
    super('There is no such invite.');
  }
}

/** A single-use invite was accepted before. */
export class InviteUsedError extends CoupleError {
  readonly code = 'invite-used';

  constructor() {
    super('This invite has been used.');
  }
}

export class InviteExpiredError extends CoupleError {
  readonly code = 'invite-expired';

  constructor() {
    super('This invite has expired.');
  }
}

/** A rater invite has taken as many raters as it was made for. */
export class RatersFullError extends CoupleError {
  readonly code = 'raters-full';

  constructor(readonly maxRaters: number) {
    super(`This invite has taken all its ${maxRaters} raters.`);
  }
}

/** A share that never was, was revoked or has expired: nobody learns which. */
export class ShareNotFoundError extends CoupleError {
  readonly code = 'share-not-found';

  constructor() {
    super('There is no such share.');
  }
}
