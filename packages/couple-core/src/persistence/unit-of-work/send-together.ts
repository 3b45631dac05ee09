import type { PoolClient } from 'pg';

/** A pg client with what its types leave out. */
interface PipelinedClient {
  readonly pipeline?: boolean;
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
}

type Send = () => Promise<unknown>;

/**
 * Sends messages that need no answer in between: in one write where the connection does not wait for answers (pg's
 * `pipeline` option), else one after the other up to the first that fails.
 * @returns how each ended that was sent; it never rejects
 */
export async function sendTogether(
  client: PoolClient,
  sends: readonly Send[],
): Promise<readonly PromiseSettledResult<unknown>[]> {
  const { pipeline, connection } = client as PipelinedClient;
  if (!pipeline) return oneByOne(sends);
  connection?.stream?.cork?.();
  const sent = sends.map((send) => send());
  connection?.stream?.uncork?.();
  return Promise.allSettled(sent);
}

async function oneByOne(sends: readonly Send[]): Promise<readonly PromiseSettledResult<unknown>[]> {
  const ended: PromiseSettledResult<unknown>[] = [];
  for (const send of sends) {
    const [result] = await Promise.allSettled([send()]);
    ended.push(result);
    if (result.status === 'rejected') break;
  }
  return ended;
}
