export { LocalPostgresError } from './local-postgres-error.js';
export { startLocalPostgres } from './local-postgres.js';
export type { LocalPostgres, LocalPostgresOptions } from './local-postgres.js';
export { startTemporaryPostgres } from './temporary-postgres.js';
