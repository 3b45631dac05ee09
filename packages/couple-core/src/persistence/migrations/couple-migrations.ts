import { CreateCoupleTables1795392000000 } from './1795392000000-create-couple-tables.js';

/** Every migration of couple-core, oldest first, for the `migrations` of a TypeORM data source. */
export const coupleMigrations = [CreateCoupleTables1795392000000] as const;
