import { once } from 'node:events';
import { createServer } from 'node:http';
import type { OtlpCollector } from './otlp-collector.js';
import type { CollectedPoint } from './otlp-metrics.js';
import { portOf } from './ports.js';
import { prometheusLabel, prometheusNames } from './prometheus-names.js';

/** Older values are stale, as in Prometheus. */
const LOOKBACK_S = 300;

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels: Labels;
  readonly atS: number;
  readonly value: number;
}

export interface FakePrometheus extends AsyncDisposable {
  /** The base URL. */
  readonly url: string;
  /** The queries that came. */
  readonly queries: readonly string[];
}

/**
 * Prometheus's HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries) over what a collector got.
 * It understands plain selectors, `name{label="a", other=~"b|c"}`, and refuses every other expression.
 */
export async function startFakePrometheus(
  collector: Pick<OtlpCollector, 'metrics'>,
): Promise<FakePrometheus> {
  const queries: string[] = [];
  const index = new SeriesIndex(collector);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const query = searchParams.get('query') ?? '';
    queries.push(query);
    const selector = pathname === '/api/v1/query' ? readSelector(query) : undefined;
    const atS = Number(searchParams.get('time') ?? Date.now() / 1_000);
    const body = selector
      ? { status: 'success', data: { resultType: 'vector', result: index.latest(selector.name, atS).filter(({ labels }) => selector.matches(labels)).map(toWire) } } // prettier-ignore
      : { status: 'error', errorType: 'bad_data', error: `invalid parameter "query": ${query}` };
    response
      .writeHead(selector ? 200 : 400, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    queries,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Series {
  readonly labels: Labels;
  /** In the order in which they came. */
  readonly values: { readonly atS: number; readonly value: number }[];
}

/** What a collector has got so far, by the names of metrics. */
class SeriesIndex {
  private readonly byName = new Map<string, Map<string, Series>>();
  private seen = 0;

  constructor(private readonly collector: Pick<OtlpCollector, 'metrics'>) {}

  /** The last value of each series of a metric, at a time. */
  latest(name: string, atS: number): readonly Sample[] {
    const { metrics } = this.collector;
    for (; this.seen < metrics.length; this.seen++)
      for (const point of metrics[this.seen] ?? []) this.add(point);
    return [...(this.byName.get(name)?.values() ?? [])].flatMap(({ labels, values }) => {
      const last = values.findLast((value) => value.atS <= atS);
      return last && last.atS >= atS - LOOKBACK_S ? [{ labels, ...last }] : [];
    });
  }

  private add(point: CollectedPoint): void {
    for (const { labels, atS, value } of samplesOf(point)) {
      const { __name__: name = '' } = labels;
      const ofName = this.byName.get(name) ?? new Map<string, Series>();
      this.byName.set(name, ofName);
      const key = JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1)));
      const series = ofName.get(key) ?? { labels, values: [] };
      ofName.set(key, series);
      series.values.push({ atS, value });
    }
  }
}

function samplesOf(point: CollectedPoint): readonly Sample[] {
  const atS = Number(point.timeNanos) / 1e9;
  const attributes = Object.entries({ ...point.resource, ...point.attributes });
  const common = Object.fromEntries(
    attributes.map(([name, value]) => [prometheusLabel(name), String(value)]),
  );
  const [first = '', , count = ''] = prometheusNames(point);
  if (point.kind !== 'histogram')
    return [{ labels: { ...common, __name__: first }, atS, value: point.value ?? 0 }];
  let below = 0;
  const buckets = (point.buckets ?? []).map((value, at) => {
    below += value;
    const bound = point.bounds?.[at];
    return {
      labels: { ...common, __name__: first, le: bound === undefined ? '+Inf' : String(bound) },
      atS,
      value: below,
    };
  });
  return [...buckets, { labels: { ...common, __name__: count }, atS, value: point.count ?? 0 }];
}

function toWire({ labels, atS, value }: Sample): object {
  return { metric: labels, value: [atS, String(value)] };
}

interface Selector {
  readonly name: string;
  readonly matches: (labels: Labels) => boolean;
}

const MATCHER = /\s*(\w+)\s*(=~|=|!=|!~)\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;

/** @returns undefined for what is no plain selector */
function readSelector(query: string): Selector | undefined {
  const [, name, matchers = ''] = /^([a-zA-Z_:]\w*)(?:\{(.*)\})?$/s.exec(query.trim()) ?? [];
  if (name === undefined) return undefined;
  const tests: ((labels: Labels) => boolean)[] = [];
  MATCHER.lastIndex = 0;
  while (MATCHER.lastIndex < matchers.length) {
    const [, label = '', operator, quoted = ''] = MATCHER.exec(matchers) ?? [];
    if (operator === undefined) return undefined;
    const value = JSON.parse(`"${quoted}"`) as string;
    const pattern = operator.endsWith('~') ? new RegExp(`^(?:${value})$`, 's') : undefined;
    const isLike = (text: string) => (pattern ? pattern.test(text) : text === value);
    tests.push((labels) => isLike(labels[label] ?? '') !== operator.startsWith('!'));
  }
  return { name, matches: (labels) => tests.every((test) => test(labels)) };
}
