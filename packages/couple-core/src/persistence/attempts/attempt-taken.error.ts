/** The reaper took the unit of work for dead, because it ran too long, and recorded its failure: it must not commit now. */
export class AttemptTakenError extends Error {
  override readonly name = 'AttemptTakenError';

  constructor(useCase: string) {
    super(`${useCase} ran for so long that it was recorded as interrupted; it was rolled back.`);
  }
}
