/**
 * Telemetry of the process, the module that gives requests their context, and what carries it on.
 * @module main
 */

export { dailyLogFiles } from './log-files/daily-log-files.js';
export type { DailyLogFiles, DailyLogFilesOptions } from './log-files/daily-log-files.js';
export { LogFilesError } from './log-files/log-files-error.js';
export { ObservabilityModule } from './observability.module.js';
export type { ObservabilityModuleOptions, TrustPolicy } from './observability.module-definition.js';
export { captureContext } from './propagation/capture-context.js';
export type { ContextCarrier } from './propagation/context-carrier.js';
export { instrumentOutbound } from './propagation/instrument-outbound.js';
export type { InstrumentOutboundOptions } from './propagation/instrument-outbound.js';
export { instrumentPg } from './propagation/pg/instrument-pg.js';
export type { InstrumentPgOptions, PgModule } from './propagation/pg/instrument-pg.js';
export type { OutboundOption } from './propagation/outbound-of-process.js';
export { runInContext } from './propagation/run-in-context.js';
export type { RunInContextOptions } from './propagation/run-in-context.js';
export { UseContext } from './propagation/use-context.decorator.js';
export type { RedactionOptions, Redactor } from './redaction/redactor.js';
export { RequestId } from './requests/request-id.decorator.js';
export { recordError, RequestErrorFilter } from './requests/request-error.js';
export { REQUEST_ID_PATTERN } from './requests/request-id.js';
export { ExporterHealthIndicator } from './export/exporter-health-indicator.js';
export type { ExporterHealthCheckOptions, ExporterHealthResult } from './export/exporter-health-indicator.js';
export { ExporterHealth } from './export/exporter-health.js';
export type {
  ExporterHealthOptions,
  ExporterReport,
  ExporterState,
  ExporterTransition,
} from './export/exporter-health.js';
export { ConfigurationError } from './telemetry/configuration-error.js';
export { configureObservability } from './telemetry/configure-observability.js';
export type { ConfigureObservabilityOptions, Telemetry } from './telemetry/configure-observability.js';
export { TelemetryConflictError } from './telemetry/telemetry-conflict-error.js';
export type { DescribedError } from './logging/describe-error.js';
export type { DurationSeries, RequestDurations } from './metrics/request-durations.js';
export type { Environment } from './telemetry/environment.js';
export type { LogLevel } from './telemetry/telemetry-settings.js';
export type { ClockOffset } from './timeline/clock-skew.js';
export type { FileReport } from './timeline/file-report.js';
export type { Query as TimelineQuery } from './timeline/find-records.js';
export type { RetentionReport } from './timeline/judge-retention.js';
export type { Access as LoggedAccess, LoggedError } from './timeline/log-line.js';
export type { MissingSpans } from './timeline/missing-spans.js';
export type { Timeline, TimelineEvent, TimelineSpan } from './timeline/timeline.js';
