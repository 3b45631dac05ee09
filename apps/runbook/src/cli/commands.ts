import type { Command } from 'commander';
import { registerDryRun } from '../dry-run/dry-run.command.js';
import { registerGate } from '../gate/gate.command.js';
import { registerApprove } from '../release/approve.command.js';
import { registerRequest } from '../release/request.command.js';
import { registerAudit } from '../ledger/audit.command.js';
import { registerKeys } from '../ledger/keys.command.js';
import { registerScope } from '../scope/scope.command.js';
import { registerReport } from '../follow-up/report.command.js';
import { registerRollback } from '../rollback/rollback.command.js';
import { registerRollout } from '../rollout/rollout.command.js';
import type { Cli } from './cli.js';

/** Adds a command, or several, to the program. */
export type RegisterCommand = (program: Command, cli: Cli) => void;

/** Every command, in the order of the procedure. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerKeys,
  registerScope,
  registerDryRun,
  registerGate,
  registerRequest,
  registerApprove,
  registerRollout,
  registerRollback,
  registerReport,
  registerAudit,
];
