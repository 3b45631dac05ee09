export { LocalPostgresError } from './local-postgres-error.js';
export { startLocalPostgres } from './local-postgres.js';
export type { LocalPostgresOptions } from './local-postgres.js';
export type { LocalPostgres } from './start-cluster.js';
export { startTemporaryPostgres } from './temporary-postgres.js';
export type { TemporaryPostgres } from './temporary-postgres.js';
