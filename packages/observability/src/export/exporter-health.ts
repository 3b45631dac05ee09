import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * How an exporter is doing. `off`: nothing is to be exported. `ok`: the last attempt succeeded, or there was none.
 * `degraded`: attempts fail, or spans were dropped. `down`: attempts have kept failing.
 */
export type ExporterState = 'off' | 'ok' | 'degraded' | 'down';

/** What one exporter has done since the start, by this process's own counters. */
export interface ExporterReport {
  readonly signal: 'traces' | 'metrics';
  readonly state: ExporterState;
  /** Why it is not ok: never a URL, a header or a body. */
  readonly reason: string | undefined;
  readonly lastSuccessAt: Date | undefined;
  /** Items that were to be exported; always `exported + failed + dropped + queued`, and those that have not ended yet. */
  readonly started: number;
  /** Items that the collector took. */
  readonly exported: number;
  /** Items that the collector refused, or that could not be sent in time. */
  readonly failed: number;
  /** Items for which the queue had no room. */
  readonly dropped: number;
  /** Items that wait or are on their way. */
  readonly queued: number;
}

/** A change from one state to another. */
export interface ExporterTransition {
  readonly from: ExporterState;
  readonly to: ExporterState;
  readonly report: ExporterReport;
}

/** Whose items are counted. */
export interface ExporterHealthOptions {
  readonly signal: ExporterReport['signal'];
  /** Whether there is an exporter at all. */
  readonly enabled: boolean;
  /** `performance.now()` */
  readonly now?: () => number;
}

/** So many attempts that failed one after the other make an exporter `down`. */
const DOWN_AFTER_ATTEMPTS = 3;
/** So does a time without success since the first of them, in milliseconds. */
const DOWN_AFTER_MS = 10_000;
/** A time without failures after a success, in milliseconds: a collector that flaps makes no transition for each flap. */
const SETTLED_AFTER_MS = 2_000;

/** Counts what becomes of the items of one exporter, and decides from that alone how it is doing. */
export class ExporterHealth {
  private readonly listeners = new Set<(transition: ExporterTransition) => void>();
  private readonly counts = { started: 0, exported: 0, failed: 0, dropped: 0, queued: 0 };
  private readonly now: () => number;
  /** Listeners and timers belong to no request, whichever one's span it was that changed the state. */
  private readonly outside = AsyncLocalStorage.snapshot();
  private state: ExporterState;
  private reason: string | undefined;
  private lastSuccessAt: Date | undefined;
  private failures: { attempts: number; readonly since: number } | undefined;
  private settling: NodeJS.Timeout | undefined;

  constructor(private readonly options: ExporterHealthOptions) {
    this.state = options.enabled ? 'ok' : 'off';
    this.now = options.now ?? (() => performance.now());
  }

  /** What the exporter has done by now. */
  report(): ExporterReport {
    const { signal } = this.options;
    return {
      signal,
      state: this.state,
      reason: this.reason,
      lastSuccessAt: this.lastSuccessAt,
      ...this.counts,
    };
  }

  /** Calls `listener` at each change of state. Returns how to stop that. */
  onTransition(listener: (transition: ExporterTransition) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Items came that are to be exported. */
  started(items = 1): void {
    this.counts.started += items;
  }

  /** Items wait for their turn. */
  queued(items = 1): void {
    this.counts.queued += items;
  }

  /** An item found the queue full. */
  dropped(): void {
    this.counts.dropped++;
    this.settleLater();
    if (this.state === 'ok') this.become('degraded', 'the queue is full');
  }

  /** The collector took these and refused those. */
  exported(accepted: number, rejected = 0): void {
    this.counts.queued -= accepted + rejected;
    this.counts.exported += accepted;
    this.counts.failed += rejected;
    this.lastSuccessAt = new Date();
    this.failures = undefined;
    if (this.state === 'down') this.become('degraded', 'the collector answers again');
    if (this.state === 'degraded' && !this.settling) this.settleLater();
  }

  /** These will not be exported any more. */
  gaveUp(items: number): void {
    this.counts.queued -= items;
    this.counts.failed += items;
  }

  /** An attempt that began at `since` failed; it may be made again. */
  attemptFailed(reason: string, since: number): void {
    clearTimeout(this.settling);
    this.settling = undefined;
    this.failures ??= { attempts: 0, since };
    this.failures.attempts++;
    const isLong = this.now() - this.failures.since >= DOWN_AFTER_MS;
    if (this.failures.attempts >= DOWN_AFTER_ATTEMPTS || isLong) this.become('down', reason);
    else if (this.state === 'ok') this.become('degraded', reason);
  }

  /** Ends the timers. */
  close(): void {
    clearTimeout(this.settling);
    this.listeners.clear();
  }

  private settleLater(): void {
    clearTimeout(this.settling);
    this.settling = this.outside(() => setTimeout(() => this.settle(), SETTLED_AFTER_MS).unref());
  }

  private settle(): void {
    this.settling = undefined;
    if (!this.failures) this.become('ok', undefined);
  }

  private become(to: ExporterState, reason: string | undefined): void {
    this.reason = reason;
    if (to === this.state) return;
    const from = this.state;
    this.state = to;
    const transition = { from, to, report: this.report() };
    this.outside(() => {
      for (const listener of this.listeners) listener(transition);
    });
  }
}
