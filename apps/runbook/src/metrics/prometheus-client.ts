import { OperatorError } from '../operator-error.js';

const TIMEOUT_MS = 10_000;

/** The value of a series at one time. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value: readonly [number, string];
    }[];
  };
}

/** Reads series from Prometheus, or from whatever speaks its API. */
export class PrometheusClient {
  constructor(private readonly url: string) {}

  /**
   * Every series that a plain selector names, at a time.
   * @see https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries
   * @throws {OperatorError} without an answer that can be used
   */
  async select(selector: string, at: Date): Promise<readonly Series[]> {
    const query = new URLSearchParams({ query: selector, time: String(at.getTime() / 1_000) });
    const { status, data, error } = await this.get(`/api/v1/query?${query.toString()}`);
    if (status !== 'success' || !data) throw this.unusable(error ?? status);
    return data.result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }));
  }

  private async get(path: string): Promise<Answer> {
    try {
      const response = await fetch(this.url + path, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      return (await response.json()) as Answer;
    } catch (cause) {
      throw this.unusable(cause instanceof Error ? cause.name : 'no answer', cause);
    }
  }

  private unusable(reason: string, cause?: unknown): OperatorError {
    return new OperatorError(
      {
        en: `Prometheus at ${this.url} gave no metrics (${reason}).`,
        ko: `${this.url}의 Prometheus에서 지표를 받지 못했어요(${reason}).`,
      },
      undefined,
      { cause },
    );
  }
}

/** A value within a double-quoted label of a selector, with no meaning as a regular expression (RE2). */
export function quoteLabel(value: string): string {
  return JSON.stringify(value.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&')).slice(1, -1);
}
