import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { performance } from 'node:perf_hooks';

/** A post that the fake has received. */
export interface SlackPost {
  /** Milliseconds, on the clock of `performance.now()`. */
  readonly at: number;
  readonly body: { readonly text: string; readonly blocks: readonly SlackBlock[] };
}

interface SlackBlock {
  readonly type: string;
  readonly text?: { readonly type: string; readonly text: string };
  readonly fields?: readonly { readonly type: string; readonly text: string }[];
  readonly elements?: readonly { readonly type: string; readonly text: string }[];
}

/** What the fake does with one post. */
export type SlackBehaviour =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  /** Takes the request and never answers. */
  | 'hang'
  /** Cuts the connection. */
  | 'reset';

export interface FakeSlack extends AsyncDisposable {
  /** The incoming webhook. */
  readonly url: string;
  /** Every post, whatever was answered, in the order of their arrival. */
  readonly posts: readonly SlackPost[];
  /** Behaves like this for the next posts, then takes everything again. */
  behave(...next: readonly SlackBehaviour[]): void;
  /** Behaves like this until told otherwise. */
  behaveAlways(behaviour: SlackBehaviour | undefined): void;
}

/**
 * Slack's incoming webhooks as an HTTP server. Refuses what Slack would: unknown blocks, texts beyond their limits.
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export async function startFakeSlack(): Promise<FakeSlack> {
  const posts: SlackPost[] = [];
  const script: SlackBehaviour[] = [];
  let always: SlackBehaviour | undefined;
  const server = createServer((request, response) => void take(request, response));
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = JSON.parse(await text(request)) as SlackPost['body'];
    posts.push({ at: performance.now(), body });
    const behaviour = script.shift() ?? always ?? verdict(body);
    if (behaviour === 'reset') request.socket.destroy();
    else if (behaviour !== 'hang')
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body ?? '');
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/services/T0/B0/secret-of-the-webhook`,
    posts,
    behave: (...next) => void script.push(...next),
    behaveAlways: (behaviour) => void (always = behaviour),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const OK = { status: 200, body: 'ok' } as const;
const INVALID = { status: 400, body: 'invalid_blocks' } as const;

function verdict({ text: summary, blocks }: SlackPost['body']): SlackBehaviour {
  if (typeof summary !== 'string' || summary === '') return { status: 400, body: 'no_text' };
  if (!Array.isArray(blocks) || blocks.length === 0 || blocks.length > 50) return INVALID;
  return blocks.every(isValid) ? OK : INVALID;
}

function isValid({ type, text: title, fields, elements }: SlackBlock): boolean {
  const within = (length: number) => (part: { readonly type: string; readonly text: string }) =>
    part.type === 'mrkdwn' && part.text.length > 0 && part.text.length <= length;
  switch (type) {
    case 'header':
      return title?.type === 'plain_text' && title.text.length <= 150;
    case 'section':
      return fields !== undefined && fields.length <= 10 && fields.every(within(2_000));
    case 'context':
      return elements !== undefined && elements.length <= 10 && elements.every(within(3_000));
    default:
      return false;
  }
}
