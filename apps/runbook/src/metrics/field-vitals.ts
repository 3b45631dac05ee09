import { Client } from 'pg';
import type { RevisionFigures } from '../judges/look.js';

/** What people's browsers reported, from the service's own database. */
export interface FieldVitals {
  /** Values by metric, of pages of a build (null: of all), received after `from` and not after `to`. */
  between(build: string | null, from: Date, to: Date): Promise<RevisionFigures['vitals']>;
}

const VALUES = `SELECT metric, array_agg(value ORDER BY received_at, id) AS values FROM web_vitals
  WHERE ($1::text IS NULL OR build = $1) AND received_at > $2 AND received_at <= $3 AND metric IN ('LCP', 'CLS', 'INP') GROUP BY metric`;

/**
 * From the table of seo-guard's `PostgresVitalsStore`; one connection for each question, because minutes are between them.
 * @param databaseUrl undefined where the operator has no access: then nothing is known
 */
export function fieldVitals(databaseUrl: string | undefined): FieldVitals {
  return {
    async between(build, from, to) {
      if (databaseUrl === undefined) return {};
      const client = new Client({ connectionString: databaseUrl, statement_timeout: 10_000 });
      await client.connect();
      try {
        const { rows } = await client.query<{ metric: string; values: number[] }>(VALUES, [build, from, to]);
        return Object.fromEntries(rows.map(({ metric, values }) => [metric, values]));
      } finally {
        await client.end();
      }
    },
  };
}
