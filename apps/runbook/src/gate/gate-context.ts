import type { Runbook } from '../config/read-config.js';

/** What checks look at. */
export interface GateContext {
  /** Base URL of the candidate. */
  readonly candidate: string;
  readonly runbook: Runbook;
  /** The service's database; undefined where the operator has no access. */
  readonly databaseUrl: string | undefined;
  /** Chromium for the ad layout. @default the one that Playwright has installed */
  readonly browser: string | undefined;
}
