import type { Progress } from '../../../src/web/waiting/progress.js';
import type { BrowserClient } from '../browser-client.js';

/** An event of a stream, as a browser would see it. */
export interface StreamEvent {
  readonly type: string;
  readonly id: string;
  /** Undefined at the end. */
  readonly data: Progress | undefined;
}

/** Reads server-sent events as a browser does. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class EventReader {
  private readonly reader: ReadableStreamDefaultReader<string>;
  private text = '';
  /** How often the stream has said that it is still there; each time, it looks for news that nobody told it. */
  beats = 0;

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    const { body } = response;
    if (!body) throw new Error('There is no stream.');
    this.reader = body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Opens a stream with the cookies of a browser. */
  static async open(
    { url, cookies }: Pick<BrowserClient, 'url' | 'cookies'>,
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<EventReader> {
    const abort = new AbortController();
    const Cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(url + path, {
      headers: { Accept: 'text/event-stream', Cookie, ...headers },
      signal: abort.signal,
    });
    return new EventReader(response, abort);
  }

  /** The next event that is about something; undefined when the stream has ended. */
  async next(): Promise<StreamEvent | undefined> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await this.reader.read();
        if (done) return undefined;
        this.text += value;
        continue;
      }
      const block = this.text.slice(0, end);
      const event = parse(block);
      if (/^: still here$/m.test(block)) this.beats++;
      this.text = this.text.slice(end + 2);
      if (event.type === 'progress' || event.type === 'end') return event;
    }
  }

  close(): void {
    this.abort.abort();
  }
}

function parse(block: string): StreamEvent {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
  const data = field('data');
  return {
    type: field('event'),
    id: field('id'),
    data: data === '' ? undefined : (JSON.parse(data) as Progress),
  };
}
