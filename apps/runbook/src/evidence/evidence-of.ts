import { dirname, join } from 'node:path';
import type { Runbook } from '../config/read-config.js';
import { EvidenceStore } from './evidence-store.js';

/** Evidence is beside the ledger. */
export function evidenceOf({ config, pathOf }: Runbook): EvidenceStore {
  return new EvidenceStore(join(dirname(pathOf(config.ledger)), 'evidence'));
}
