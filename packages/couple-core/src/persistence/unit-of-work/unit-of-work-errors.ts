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

/** A query came after its transaction had ended, typically from work that was not awaited. */
export class TransactionEndedError extends Error {
  override readonly name = 'TransactionEndedError';

  constructor(unitOfWork: string) {
    super(`${unitOfWork} has ended; this query came too late. Await all work inside a unit of work.`);
  }
}
