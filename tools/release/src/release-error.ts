/** Why nothing is published, in words for whoever releases. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
}
