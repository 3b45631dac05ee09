import { BrowserClient } from './browser-client.js';

/** A browser that has come in by a partner's own link. */
export async function browserOf(url: string, token: string): Promise<BrowserClient> {
  const client = new BrowserClient(url);
  await client.submit('/continue', { link: token });
  return client;
}
