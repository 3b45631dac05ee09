/** A look cannot be judged: its figures contradict themselves, or each other. */
export class LookMalformed extends Error {
  override readonly name = 'LookMalformed';
  readonly code = 'LOOK_MALFORMED';

  constructor(
    readonly at: string,
    readonly rule: string,
  ) {
    super(`The look of ${at} cannot be judged: ${rule}`);
  }
}
