/**
 * Holds the headers of a service against what it should say, with any test runner.
 * @module testing
 */

export type { NoIndexKitOptions } from './kit-options.js';
export { NOINDEX_CHECKLIST } from './no-index-checklist.js';
export type { NoIndexRule, NoIndexRuleId, NoIndexRuleName } from './no-index-checklist.js';
export { noIndexKit } from './no-index-kit.js';
export type { NoIndexCase, NoIndexKit, NoIndexReport, NoIndexResult, TestFunctions } from './no-index-kit.js';
