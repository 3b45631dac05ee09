/**
 * Core Web Vitals of real visits: collected, kept and judged.
 * @module vitals
 */

export type { PostgresQuery, PostgresRow } from '../postgres/postgres-query.js';
export { reportVitals } from './beacon/report-vitals.js';
export type { ReportedMetric, ReportVitalsOptions, WebVitalsLibrary } from './beacon/report-vitals.js';
export { vitalsBeacon } from './beacon/vitals-beacon.js';
export type { VitalsBeaconOptions } from './beacon/vitals-beacon.js';
export { vitalsTag } from './beacon/vitals-tag.js';
export type { VitalsTagOptions } from './beacon/vitals-tag.js';
export { judgeVitals, VITALS_LIMITS } from './judging/judge-vitals.js';
export type {
  CoreMetric,
  JudgeVitalsOptions,
  VitalsJudgment,
  VitalsReason,
  VitalsReport,
  VitalsVerdict,
} from './judging/judge-vitals.js';
export type { VitalsInterval } from './judging/percentile.js';
export { tellJudgment, tellReport } from './judging/tell-vitals.js';
export type { VitalsLanguage } from './judging/tell-vitals.js';
export { summarizeVitals, VITALS_GROUPINGS } from './judging/vitals-summary.js';
export type { VitalsGroup, VitalsGrouping, VitalsQuery, VitalsSummary } from './judging/vitals-summary.js';
export { clientKey } from './limiting/client-key.js';
export type { ClientRequest } from './limiting/client-key.js';
export { TokenBuckets } from './limiting/token-buckets.js';
export type { TokenBucketOptions } from './limiting/token-buckets.js';
export { VitalsRateLimit } from './limiting/vitals-rate-limit.js';
export type { RateDecision } from './limiting/vitals-rate-limit.js';
export { MemoryVitalsStore } from './storing/memory-vitals-store.js';
export { PostgresVitalsStore } from './storing/postgres-vitals-store.js';
export { VitalsRecorder } from './storing/vitals-recorder.js';
export type { VitalsCounts } from './storing/vitals-recorder.js';
export { VitalsRetention } from './storing/vitals-retention.js';
export { VitalsStore } from './storing/vitals-store.js';
export { CREATE_VITALS_TABLE, DROP_VITALS_TABLE, VITALS_TABLE } from './storing/vitals-table.js';
export { OTHER_ROUTE, VITALS_DEVICES, VITALS_METRICS } from './vitals-sample.js';
export type { VitalsDevice, VitalsMetric, VitalsSample } from './vitals-sample.js';
export { WebVitalsModule } from './web-vitals.module.js';
export type {
  VitalsFlushOptions,
  WebVitalsModuleExtras,
  WebVitalsModuleOptions,
} from './web-vitals.module-definition.js';
