import {
  context,
  metrics,
  SpanStatusCode,
  trace,
  type Counter,
  type Histogram,
  type MeterProvider,
  type Span,
} from '@opentelemetry/api';
import type { RollbackReason } from './rollback-reason.js';
import { sqlState } from './rollback-reason.js';
import type { TransactionOptions } from './transaction-options.js';

const SCOPE = '@couplekit/couple-core';

export type UnitOfWorkOutcome = 'committed' | 'rolled_back' | 'unknown';

interface Instruments {
  readonly provider: MeterProvider;
  readonly attempts: Counter;
  readonly retries: Counter;
  readonly rollbacks: Counter;
  readonly duration: Histogram;
}

/** Where the transaction runs, as the pg client knows it. */
interface Server {
  readonly database?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

/**
 * Spans and metrics of the units of work of one DataSource, through whatever providers `@opentelemetry/api` has at that
 * moment. Attribute names follow the OpenTelemetry conventions for databases where they name one.
 * @see https://opentelemetry.io/docs/specs/semconv/database/
 */
export class UnitOfWorkTelemetry {
  private readonly tracer = trace.getTracer(SCOPE);
  private known: Instruments | undefined;

  /** A span of one attempt, active while `run` runs; recording what `run` puts on it. */
  async attempt<T>(options: TransactionOptions, number: number, run: (span: Span) => Promise<T>): Promise<T> {
    const instruments = this.instruments();
    const name = { 'couplekit.unit_of_work.name': options.name };
    instruments.attempts.add(1, name);
    if (number > 1) instruments.retries.add(1, name);
    const span = this.tracer.startSpan(options.name);
    if (!span.isRecording()) return run(span);
    span.setAttributes({
      ...name,
      'db.system.name': 'postgresql',
      'couplekit.unit_of_work.attempt': number,
      'couplekit.unit_of_work.read_only': options.readOnly ?? false,
    });
    try {
      return await context.with(trace.setSpan(context.active(), span), () => run(span));
    } catch (error) {
      recordError(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  connected(span: Span, server: Server, isolation: string | undefined): void {
    if (!span.isRecording()) return;
    const { database, host, port } = server;
    if (database) span.setAttribute('db.namespace', database);
    if (host) span.setAttribute('server.address', host);
    if (port) span.setAttribute('server.port', port);
    if (isolation) span.setAttribute('couplekit.unit_of_work.isolation', isolation);
  }

  ended(span: Span, outcome: UnitOfWorkOutcome): void {
    span.setAttribute('couplekit.unit_of_work.outcome', outcome);
  }

  rolledBack(options: TransactionOptions, reason: RollbackReason): void {
    this.instruments().rollbacks.add(1, {
      'couplekit.unit_of_work.name': options.name,
      'couplekit.unit_of_work.rollback_reason': reason,
    });
  }

  /** The whole run, its retries and pauses included. */
  ran(options: TransactionOptions, startedAt: number, error?: { readonly thrown: unknown }): void {
    this.instruments().duration.record((performance.now() - startedAt) / 1000, {
      'couplekit.unit_of_work.name': options.name,
      'db.system.name': 'postgresql',
      ...(error && { 'error.type': errorType(error.thrown) }),
    });
  }

  /** The meter provider has no proxy that would wait for a later one, so the instruments are made when it changes. */
  private instruments(): Instruments {
    const provider = metrics.getMeterProvider();
    if (this.known?.provider === provider) return this.known;
    const meter = provider.getMeter(SCOPE);
    this.known = {
      provider,
      attempts: meter.createCounter('couplekit.unit_of_work.attempts', {
        description: 'Transactions begun for units of work.',
        unit: '{attempt}',
      }),
      retries: meter.createCounter('couplekit.unit_of_work.retries', {
        description: 'Attempts after a serialisation failure or a deadlock.',
        unit: '{attempt}',
      }),
      rollbacks: meter.createCounter('couplekit.unit_of_work.rollbacks', {
        description: 'Transactions rolled back, by reason.',
        unit: '{transaction}',
      }),
      duration: meter.createHistogram('couplekit.unit_of_work.duration', {
        description: 'Duration of units of work, retries included.',
        unit: 's',
        advice: { explicitBucketBoundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
      }),
    };
    return this.known;
  }
}

/** The kind of the error only: its message may hold what people wrote. */
function recordError(span: Span, error: unknown): void {
  const status = sqlState(error);
  span.setAttribute('error.type', errorType(error));
  if (status) span.setAttribute('db.response.status_code', status);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function errorType(error: unknown): string {
  return sqlState(error) ?? (error instanceof Error ? error.name : '_OTHER');
}
