/**
 * Crawls a running service for pages that could be indexed and should not.
 * @module audit
 */

export { auditNoIndex } from './audit-no-index.js';
export type { AuditOptions } from './audit-options.js';
export { AuditUnreachableError } from './audit-unreachable-error.js';
export type { AuditReport, IndexablePage } from './audit-report.js';
export type { SkipReason } from './crawling/frontier.js';
export { FINDINGS } from './judging/finding-catalogue.js';
export type { FindingCode, FindingSource } from './judging/finding-catalogue.js';
export type { Finding } from './judging/finding.js';
export type { AuditedRule, AuditedTable } from './table/audited-table.js';
export { statedTable, tableOf } from './table/stated-table.js';
export type { StatedRule, StatedTable } from './table/stated-table.js';
