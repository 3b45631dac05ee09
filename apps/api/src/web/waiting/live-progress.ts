import {
  HttpException,
  Injectable,
  ServiceUnavailableException,
  type BeforeApplicationShutdown,
  type MessageEvent,
} from '@nestjs/common';
import { CoupleError } from '@couplekit/couple-core';
import { Observable, Subject, takeUntil } from 'rxjs';
import { progressVersion } from './progress-version.js';
import type { Progress } from './progress.js';
import { SessionChanges } from './session-changes.js';

/** A waiting room is open in so many tabs of a couple at most, on one instance. */
const MOST_STREAMS = 12;
/** Proxies cut connections that are silent for a minute. */
const BEAT_MS = 20_000;
/** How long a browser waits before it comes back. */
const RETRY_MS = 2_000;

/** Whom a stream is for. */
export interface Watcher {
  readonly sessionId: string;
  /** The progress as it is now; throws a `CoupleError` for one who may not see it any more. */
  readonly read: () => Promise<Progress>;
  /** The version that is on the screen already. */
  readonly version: string | undefined;
}

/**
 * Streams of a couple's progress. Whenever the session may have changed, and with every beat, it is read again for each of them, so
 * that nothing is told that its reader may not know; many changes at once are one.
 */
@Injectable()
export class LiveProgress implements BeforeApplicationShutdown {
  private readonly closing = new Subject<void>();
  private closed = false;

  constructor(private readonly changes: SessionChanges) {}

  /** @throws {HttpException} 429 for one stream too many, 503 when the service stops */
  watch(watcher: Watcher): Observable<MessageEvent> {
    if (this.closed) throw new ServiceUnavailableException();
    if (this.changes.countOf(watcher.sessionId) >= MOST_STREAMS)
      throw new HttpException('Too many streams.', 429);
    return this.stream(watcher).pipe(takeUntil(this.closing));
  }

  /** Before the server waits for its connections to end. */
  beforeApplicationShutdown(): void {
    this.closed = true;
    this.closing.next();
  }

  private stream({ sessionId, read, version }: Watcher): Observable<MessageEvent> {
    return new Observable((out) => {
      let shown = version;
      let busy = false;
      let again = false;
      const look = async (): Promise<void> => {
        const progress = await read();
        const next = progressVersion(progress);
        if (next !== shown) out.next({ type: 'progress', id: next, data: progress });
        shown = next;
      };
      const refresh = async (): Promise<void> => {
        again = true;
        if (busy) return;
        busy = true;
        while (again && !out.closed) {
          again = false;
          await look().catch((error: unknown) => {
            // Anything else, such as a database that restarts, may be over with the next beat.
            if (!(error instanceof CoupleError)) return;
            out.next({ type: 'end', data: '' });
            out.complete();
          });
        }
        busy = false;
      };
      const stop = this.changes.subscribe(sessionId, () => void refresh());
      const beat = setInterval(() => {
        out.next({ comment: 'still here' });
        void refresh();
      }, BEAT_MS);
      beat.unref();
      out.next({ type: 'hello', data: '', retry: RETRY_MS });
      void refresh();
      return () => {
        clearInterval(beat);
        stop();
      };
    });
  }
}
