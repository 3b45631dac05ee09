import type { PoolClient } from 'pg';

/** A pg client with what its types leave out. */
interface PipelinedClient {
  readonly pipeline?: boolean;
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
}

type Send<T> = () => Promise<T>;

/**
 * Sends messages that need no answer in between: in one write where the connection does not wait for answers (pg's
 * `pipeline` option), else one after the other up to the first that fails.
 * @returns how each ended that was sent; it never rejects
 */
export async function sendTogether<T>(
  client: PoolClient,
  sends: readonly Send<T>[],
): Promise<readonly PromiseSettledResult<T>[]> {
  const { pipeline, connection } = client as PipelinedClient;
  if (!pipeline) return oneByOne(sends);
  connection?.stream?.cork?.();
  const sent = sends.map((send) => send());
  connection?.stream?.uncork?.();
  return Promise.allSettled(sent);
}

/** Sends one after the other, up to the first that fails. */
export async function oneByOne<T>(sends: readonly Send<T>[]): Promise<readonly PromiseSettledResult<T>[]> {
  const ended: PromiseSettledResult<T>[] = [];
  for (const send of sends) {
    const [result] = await Promise.allSettled([send()]);
    ended.push(result);
    if (result.status === 'rejected') break;
  }
  return ended;
}
