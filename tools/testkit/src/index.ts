export { provenChains } from './audit-proof.js';
export type { ProvenEvent } from './audit-proof.js';
export { bareEnvironment } from './bare-environment.js';
export { ADAPTERS, bootApp, plainAdapter } from './boot-app.js';
export type { AdapterName, BootOptions, RunningApp } from './boot-app.js';
export { CapturedLines } from './capture-lines.js';
export { eventually } from './eventually.js';
export { extent } from './extent.js';
export { FakeAdSense, googleError } from './fake-adsense.js';
export type {
  AdSenseBehaviour,
  AdSenseCall,
  AdSenseRequest,
  FakeAdSenseAccess,
  FakePolicyIssue,
} from './fake-adsense.js';
export type { FakeOAuth } from './fake-oauth.js';
export { startFakePrometheus } from './fake-prometheus.js';
export type { FakePrometheus } from './fake-prometheus.js';
export { startFakeSlack } from './fake-slack.js';
export type { FakeSlack, SlackBehaviour, SlackPost } from './fake-slack.js';
export { freePort, listening, portOf } from './ports.js';
export { prometheusLabel, prometheusNames } from './prometheus-names.js';
export { ServiceProcess } from './service-process.js';
export { provenPackets } from './packet-proof.js';
export { getRequest, rawHttp } from './raw-http.js';
export type { RawResponse } from './raw-http.js';
export { startOtlpCollector } from './otlp-collector.js';
export type { CollectedRequest, OtlpCollector } from './otlp-collector.js';
export type { CollectedAttributes } from './otlp-attributes.js';
export { COLLECTOR_MODES } from './otlp-modes.js';
export type { CollectorMode } from './otlp-modes.js';
export type { CollectedEvent, CollectedLink, CollectedSpan } from './otlp-spans.js';
export type { CollectedPoint } from './otlp-metrics.js';
export { SqlFaults } from './sql-faults.js';
export type { SqlFault, WatchedWork } from './sql-faults.js';
export { changedTables, TableDigests } from './table-digests.js';
export type { TableDigest } from './table-digests.js';
export { testCertificate } from './test-certificate.js';
export type { TestCertificate } from './test-certificate.js';
export { startTcpProxy } from './tcp-proxy.js';
export type { Disturbance, TcpProxy } from './tcp-proxy.js';
export type { Queryable } from './queryable.js';
