import { pageOf, type Answered } from '../auditing/crawling/visit.js';
import { Exchange, type Question } from '../auditing/fetching/exchange.js';
import type { KitContext } from './kit-options.js';

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 2 * 1024 * 1024;

/** Asks the app under test, over connections that are closed at the end. */
export class KitClient implements Disposable {
  readonly exchange: Exchange;

  constructor(private readonly context: Pick<KitContext, 'baseUrl' | 'headers'>) {
    this.exchange = new Exchange({
      headers: context.headers,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      concurrency: 1,
    });
  }

  /** @throws {Error} when there is no answer */
  async ask(path: string, question: Omit<Question, 'url'> = {}): Promise<Answered> {
    const url = new URL(`${this.context.baseUrl.origin}${path}`);
    const answer = await this.exchange.ask({ ...question, url });
    if ('failure' in answer) throw new Error(`${answer.method} ${path}: ${answer.failure}.`);
    return { kind: 'kit', answer, page: pageOf(answer) };
  }

  [Symbol.dispose](): void {
    this.exchange[Symbol.dispose]();
  }
}
