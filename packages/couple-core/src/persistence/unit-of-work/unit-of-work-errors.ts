/** COMMIT would have been answered with ROLLBACK: a statement failed and its error was swallowed. */
export class TransactionAbortedError extends Error {
  override readonly name = 'TransactionAbortedError';

  constructor(unitOfWork: string, cause: unknown) {
    super(
      `${unitOfWork} was rolled back: a statement inside it failed and the error was caught. Let it reach the unit of work.`,
      { cause },
    );
  }
}

/** A joined unit of work failed and the one around it went on: it cannot commit half of the work. */
export class RollbackOnlyError extends Error {
  override readonly name = 'RollbackOnlyError';

  constructor(unitOfWork: string, inner: string, cause: unknown) {
    super(`${unitOfWork} was rolled back: ${inner}, which had joined it, failed and the error was caught.`, {
      cause,
    });
  }
}

/** A nested unit of work asks for what the running transaction cannot give. */
export class IncompatibleNestingError extends Error {
  override readonly name = 'IncompatibleNestingError';

  constructor(outer: string, inner: string, wish: string) {
    super(`${inner} runs inside ${outer}, which cannot become ${wish}; ask for it in ${outer}.`);
  }
}

/** The function returned while work that it had started in the transaction was still running. */
export class UnawaitedWorkError extends Error {
  override readonly name = 'UnawaitedWorkError';

  constructor(unitOfWork: string, unawaited: string) {
    super(
      `${unitOfWork} was rolled back: it returned before ${unawaited} had ended. Await all work inside it.`,
    );
  }
}

/** A query or a nested run came after its transaction had ended, typically from work that was not awaited. */
export class TransactionEndedError extends Error {
  override readonly name = 'TransactionEndedError';

  constructor(unitOfWork: string) {
    super(
      `${unitOfWork} has ended; this came too late. Await all work inside a unit of work, or start what outlives it in unitOfWork.outside(...).`,
    );
  }
}

/** The work tried to end the transaction itself, or to give its connection away. */
export class TransactionOwnershipError extends Error {
  override readonly name = 'TransactionOwnershipError';

  constructor(unitOfWork: string) {
    super(
      `${unitOfWork} ends its transaction itself: return to commit, throw to roll back. What ran before a COMMIT of your own may be committed.`,
    );
  }
}

/** Inside a unit of work, something would have run on another connection, outside its transaction. */
export class OutsideTransactionError extends Error {
  override readonly name = 'OutsideTransactionError';

  constructor(unitOfWork: string) {
    super(
      `${unitOfWork} is running, and this would have run outside its transaction. Use transaction.query or transaction.manager, or unitOfWork.outside(...) when that is meant.`,
    );
  }
}

/** A transaction was used by code that does not run inside its unit of work. */
export class ForeignTransactionError extends Error {
  override readonly name = 'ForeignTransactionError';

  constructor(unitOfWork: string) {
    super(
      `The transaction of ${unitOfWork} was used from outside its function. Use the transaction of the unit of work that is running.`,
    );
  }
}

/**
 * The connection was lost while COMMIT was on its way, and PostgreSQL could not be asked in time whether it took place.
 * The work may be committed or not: do not repeat it blindly. The cause is the loss of the connection.
 */
export class CommitUnknownError extends Error {
  override readonly name = 'CommitUnknownError';

  constructor(unitOfWork: string, cause: unknown) {
    super(
      `${unitOfWork} may be committed or not: the connection was lost during COMMIT, and the outcome could not be found out. Look at the data before you repeat it.`,
      { cause },
    );
  }
}
