/** PostgreSQL cannot be started here, told in one sentence with what to do next. */
export class LocalPostgresError extends Error {
  override readonly name = 'LocalPostgresError';
}

/** What helps in every case. */
export const USE_YOUR_OWN = 'set DATABASE_URL to use a PostgreSQL of yours';
