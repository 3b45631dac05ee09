import { StartError } from '../../start-error.js';

/** A unit of an AdSense account. */
export interface AdUnit {
  /** `ca-pub-` and 16 digits. */
  readonly client: string;
  /** 10 digits. */
  readonly slot: string;
}

/**
 * Reads both variables, or neither.
 * @throws {StartError} naming the variable that is missing or cannot be used, never its value
 */
export function readAdUnit({
  AD_CLIENT: client,
  AD_SLOT: slot,
}: Readonly<Record<'AD_CLIENT' | 'AD_SLOT', string | undefined>>): AdUnit | undefined {
  if (client === undefined && slot === undefined) return undefined;
  if (client === undefined) throw new StartError('AD_SLOT needs AD_CLIENT: set both or neither.');
  if (slot === undefined) throw new StartError('AD_CLIENT needs AD_SLOT: set both or neither.');
  if (!/^ca-pub-\d{16}$/.test(client)) {
    throw new StartError('AD_CLIENT must be ca-pub- and 16 digits, as AdSense shows it.');
  }
  if (!/^\d{10}$/.test(slot)) throw new StartError('AD_SLOT must be the 10 digits of an ad unit.');
  return { client, slot };
}
