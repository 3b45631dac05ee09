/** There are more faulty packets than somebody expected: look before removing. */
export class PacketCapExceededError extends Error {
  override readonly name = 'PacketCapExceededError';

  constructor(
    readonly found: number,
    readonly cap: number,
  ) {
    super(`${found} packets are not whole, more than the cap of ${cap}; nothing was removed.`);
  }
}
