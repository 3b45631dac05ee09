import { Inject, Injectable, Logger } from '@nestjs/common';
import { AdSenseClient } from './adsense/adsense-client.js';
import { AdSenseError } from './adsense/adsense-error.js';
import { wholeListing } from './adsense/whole-listing.js';
import { ConfirmedClickOptions } from './confirmed-click-options.js';
import type { PolicyIssueEvent } from './deciding/policy-issue-event.js';
import type { PollRecord } from './deciding/poll-record.js';
import { recordFailure, recordListing } from './deciding/record-poll.js';

/** What one poll has led to. */
export interface PollOutcome {
  readonly record: PollRecord;
  readonly events: readonly PolicyIssueEvent[];
  /** Milliseconds after which Google wants to be asked again at the earliest. */
  readonly retryAfterMs?: number | undefined;
}

/** Asks AdSense once and decides what that means. */
@Injectable()
export class PolicyIssuePoll {
  private readonly logger = new Logger('ConfirmedClick');
  private readonly client: AdSenseClient;
  private refused = false;

  constructor(@Inject(ConfirmedClickOptions) private readonly options: ConfirmedClickOptions) {
    this.client = new AdSenseClient(options.access);
  }

  /** Google has refused this process's credentials: they will not become better. */
  get isRefused(): boolean {
    return this.refused;
  }

  /** @throws what `stopping` was aborted with; everything else is an outcome */
  async run(record: PollRecord, within: AbortSignal, stopping: AbortSignal): Promise<PollOutcome> {
    const { actions, staleAfterMs } = this.options;
    try {
      const known = record.known.map(({ issue }) => issue);
      const listed = await wholeListing(this.client, known, within);
      return recordListing(record, listed, { actions, at: new Date() });
    } catch (error) {
      stopping.throwIfAborted();
      const failure = this.failureOf(error, within);
      this.refused = failure.kind === 'credentials';
      const failed = recordFailure(record, failure, { at: new Date(), staleAfterMs });
      // What people are told needs no line besides.
      if (failed.trouble?.failures === 1 && !failed.trouble.told) this.logger.warn(failure.message);
      return { record: failed, events: [], retryAfterMs: failure.retryAfterMs };
    }
  }

  private failureOf(error: unknown, within: AbortSignal): AdSenseError {
    if (error instanceof AdSenseError) return error;
    if (!within.aborted) throw error;
    return new AdSenseError('unavailable', `The poll took longer than ${this.options.turnTimeoutMs} ms.`);
  }
}
