import { CreateAudit1795392000000 } from './1795392000000-create-audit.js';
import { CreateSessions1795392000001 } from './1795392000001-create-sessions.js';
import { CreatePackets1795392000002 } from './1795392000002-create-packets.js';
import { CreateIdempotency1795392000003 } from './1795392000003-create-idempotency.js';
import { GuardPackets1795392000004 } from './1795392000004-guard-packets.js';
import { CreateNotifications1795392000005 } from './1795392000005-create-notifications.js';
import { ChooseShares1795392000007 } from './1795392000007-choose-shares.js';

/** Every migration of couple-core, oldest first, for the `migrations` of a TypeORM data source. */
export const coupleMigrations = [
  CreateAudit1795392000000,
  CreateSessions1795392000001,
  CreatePackets1795392000002,
  CreateIdempotency1795392000003,
  GuardPackets1795392000004,
  CreateNotifications1795392000005,
  ChooseShares1795392000007,
] as const;
