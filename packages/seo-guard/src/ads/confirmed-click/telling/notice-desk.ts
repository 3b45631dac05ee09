import { Inject, Injectable, Logger } from '@nestjs/common';
import { ConfirmedClickOptions } from '../confirmed-click-options.js';
import type { Notice, PollRecord } from '../deciding/poll-record.js';
import { MOST_ATTEMPTS, recordTelling } from '../deciding/record-poll.js';
import { alertOf } from './alert-of.js';

/** Tells listeners and people what has happened, one thing after another. */
@Injectable()
export class NoticeDesk {
  private readonly logger = new Logger('ConfirmedClick');

  constructor(@Inject(ConfirmedClickOptions) private readonly options: ConfirmedClickOptions) {}

  /**
   * Tells all that waits, and what could not be told waits on.
   * @param remember called after each; false when the turn is somebody else's by now
   */
  async tellAll(
    record: PollRecord,
    signal: AbortSignal,
    remember: (record: PollRecord) => Promise<boolean>,
  ): Promise<PollRecord> {
    let current = record;
    for (const notice of record.outbox) {
      if (signal.aborted) return current;
      const wasTold = await this.tell(notice, signal);
      // What a shutdown has cut off was not tried.
      if (!wasTold && signal.aborted) return current;
      current = recordTelling(current, notice.id, wasTold);
      if (!(await remember(current))) return current;
    }
    return current;
  }

  private async tell(notice: Notice, signal: AbortSignal): Promise<boolean> {
    const { listener, alerts } = this.options;
    const { about } = notice;
    try {
      await within(signal, async () => {
        if (about.kind === 'issue') await listener?.onEvent(about.event, signal);
        await alerts.tell(alertOf(notice), signal);
      });
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      const isLast = notice.attempts + 1 >= MOST_ATTEMPTS;
      const end = isLast ? `given up after ${MOST_ATTEMPTS} times` : 'trying again later';
      this.logger.warn(`${alertOf(notice).title.en}: could not be told; ${end}.`, error);
      return false;
    }
  }
}

/** Waits for `work`, but not beyond `signal`: a listener that hangs must not keep the turn. */
async function within(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const { promise: cut, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([work(), cut]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
