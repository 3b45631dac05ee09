import type { RunbookConfig } from '../config/runbook-config.js';
import type { Questionnaire } from '../journey/probe-couple.js';
import type { LookReader } from '../metrics/look-reader.js';
import type { Progress } from '../progress/progress.js';
import type { ReleaseRequest } from '../release/release.js';
import type { TrafficPort } from '../traffic/traffic-port.js';
import type { Chronicle } from './chronicle.js';

/** Everything that a rollout and its way back work with. */
export interface RolloutWorld {
  readonly request: ReleaseRequest;
  readonly plan: RunbookConfig['plan'];
  readonly chronicle: Chronicle;
  readonly traffic: TrafficPort;
  readonly looks: LookReader;
  /** Loaded when couples are made: it takes a while. */
  readonly questionnaire: () => Promise<Questionnaire>;
  /** The service's database, for decision packets. */
  readonly databaseUrl: string;
  /** Where files of the release are kept. */
  readonly folder: string;
  readonly progress: Progress;
  /** Ends the watching; what is served stays as it is. */
  readonly signal: AbortSignal;
}
