import {
  confidenceOf,
  groupingsOf,
  sortSummaries,
  summaryOf,
  type SortedSample,
  type VitalsQuery,
  type VitalsSummary,
} from '../judging/vitals-summary.js';
import type { PostgresQuery, PostgresRow } from '../../postgres/postgres-query.js';
import type { VitalsDevice, VitalsMetric, VitalsSample } from '../vitals-sample.js';
import { VitalsStore } from './vitals-store.js';
import { CREATE_VITALS_TABLE, VITALS_TABLE } from './vitals-table.js';

/** Keeps samples in PostgreSQL, in the table of {@link CREATE_VITALS_TABLE}; any number of instances may share it. */
export class PostgresVitalsStore extends VitalsStore {
  /** @param postgres a `pg.Pool`, or what sends statements in another way */
  constructor(private readonly postgres: PostgresQuery) {
    super();
  }

  /** Makes the table unless it is there; for those who have no migrations. */
  async createTable(): Promise<void> {
    await this.postgres.query(CREATE_VITALS_TABLE);
  }

  override async save(samples: readonly VitalsSample[]): Promise<void> {
    if (samples.length === 0) return;
    // Always in the same order, so that instances that store the same ids wait for each other instead of deadlocking.
    const rows = samples.toSorted((a, b) => compare(a.id, b.id) || compare(a.metric, b.metric));
    await this.postgres.query(SAVE, [
      rows.map(({ metric }) => metric),
      rows.map(({ id }) => id),
      rows.map(({ value }) => value),
      rows.map(({ route }) => route),
      rows.map(({ device }) => device),
      rows.map(({ build }) => build),
      rows.map(({ receivedAt }) => receivedAt.toISOString()),
    ]);
  }

  override async summarize(query: VitalsQuery): Promise<readonly VitalsSummary[]> {
    const { from, to, metrics, routes, devices, builds } = query;
    const by = groupingsOf(query);
    const confidence = confidenceOf(query);
    const { rows } = await this.postgres.query(SUMMARIZE, [
      from.toISOString(),
      to?.toISOString() ?? 'infinity',
      metrics ?? null,
      routes ?? null,
      devices ?? null,
      builds ?? null,
      by.has('route'),
      by.has('device'),
      by.has('build'),
      reach(confidence),
    ]);
    return sortSummaries(rows.map((row) => summaryOf(sortedSample(row), confidence)));
  }

  override async deleteBefore(time: Date, atMost: number): Promise<number> {
    const { rows } = await this.postgres.query(DELETE_BEFORE, [time.toISOString(), atMost]);
    return Number(rows[0]?.['deleted'] ?? 0);
  }
}

const SAVE = `INSERT INTO ${VITALS_TABLE} AS kept (metric, id, value, route, device, build, received_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
ON CONFLICT (id, metric) DO UPDATE SET
  value = excluded.value, route = excluded.route, device = excluded.device,
  build = excluded.build, received_at = excluded.received_at
WHERE kept.received_at <= excluded.received_at`;

/** Reads around the 75th percentile only: a few times the square root of a sample holds every value that can be asked for. */
const SUMMARIZE = `WITH asked AS (
  SELECT metric, value,
    CASE WHEN $7::boolean THEN route END AS route,
    CASE WHEN $8::boolean THEN device END AS device,
    CASE WHEN $9::boolean THEN build END AS build
  FROM ${VITALS_TABLE}
  WHERE received_at >= $1::timestamptz AND received_at < $2::timestamptz
    AND ($3::text[] IS NULL OR metric = ANY ($3))
    AND ($4::text[] IS NULL OR route = ANY ($4))
    AND ($5::text[] IS NULL OR device = ANY ($5))
    AND ($6::text[] IS NULL OR build = ANY ($6))
), sorted AS (
  SELECT *, row_number() OVER (each ORDER BY value) AS rank, count(*) OVER each AS samples
  FROM asked WINDOW each AS (PARTITION BY metric, route, device, build)
)
SELECT metric, route, device, build, samples,
  min(rank) AS first_rank, array_agg(value ORDER BY rank) AS values
FROM sorted
WHERE abs(rank - 0.75 * samples) <= $10::float8 * sqrt(samples) + 3
GROUP BY metric, route, device, build, samples`;

const DELETE_BEFORE = `WITH old AS (
  SELECT id, metric FROM ${VITALS_TABLE} WHERE received_at < $1::timestamptz
  ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED
), deleted AS (
  DELETE FROM ${VITALS_TABLE} USING old
  WHERE ${VITALS_TABLE}.id = old.id AND ${VITALS_TABLE}.metric = old.metric RETURNING 1
)
SELECT count(*)::int AS deleted FROM deleted`;

/** Hoeffding's inequality: ranks of an interval are no further from the percentile than this many square roots of the sample. */
function reach(confidence: number): number {
  return Math.sqrt(Math.log(2 / (1 - confidence)) / 2);
}

/** Counts of PostgreSQL are bigint, which clients answer as text. */
function sortedSample(row: PostgresRow): SortedSample {
  return {
    metric: row['metric'] as VitalsMetric,
    route: row['route'] as string | null,
    device: row['device'] as VitalsDevice | null,
    build: row['build'] as string | null,
    samples: Number(row['samples']),
    firstRank: Number(row['first_rank']),
    values: (row['values'] as readonly unknown[]).map(Number),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
