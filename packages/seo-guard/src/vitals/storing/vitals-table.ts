/** The table of {@link PostgresVitalsStore}, in the first schema of the connection's search path. */
export const VITALS_TABLE = 'web_vitals';

/**
 * Makes the table and its indexes unless they are there: one statement, all or nothing, safe to run by several instances at
 * the same time. For an app's own migrations, or {@link PostgresVitalsStore.createTable}.
 */
export const CREATE_VITALS_TABLE = `DO $$
BEGIN
  -- CREATE TABLE IF NOT EXISTS alone fails when two connections run it at once.
  PERFORM pg_advisory_xact_lock(hashtextextended('${VITALS_TABLE}', 0));
  CREATE TABLE IF NOT EXISTS ${VITALS_TABLE} (
    metric text NOT NULL CONSTRAINT ${VITALS_TABLE}_metric CHECK (metric IN ('LCP', 'INP', 'CLS', 'FCP', 'TTFB')),
    id text NOT NULL,
    value double precision NOT NULL CONSTRAINT ${VITALS_TABLE}_value CHECK (value >= 0 AND value < 'Infinity'),
    route text NOT NULL,
    device text NOT NULL CONSTRAINT ${VITALS_TABLE}_device CHECK (device IN ('phone', 'tablet', 'desktop')),
    build text NOT NULL,
    received_at timestamptz(3) NOT NULL,
    CONSTRAINT ${VITALS_TABLE}_pkey PRIMARY KEY (id, metric)
  );
  -- Windows of time, for summaries without a look at the table, and for retention.
  CREATE INDEX IF NOT EXISTS ${VITALS_TABLE}_received_at
    ON ${VITALS_TABLE} (received_at) INCLUDE (metric, route, device, build, value);
END $$`;

/** Takes back {@link CREATE_VITALS_TABLE}, samples included. */
export const DROP_VITALS_TABLE = `DROP TABLE IF EXISTS ${VITALS_TABLE}`;
