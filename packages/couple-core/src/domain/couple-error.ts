/**
 * A broken rule of the couple domain. `code` is the stable name of the rule; facts are readonly fields of the subclass.
 * Knows nothing of HTTP: `coupleProblems` maps each class to a status.
 */
export abstract class CoupleError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
