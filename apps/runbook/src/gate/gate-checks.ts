import { adsCheck } from './checks/ads.check.js';
import { correlationCheck } from './checks/correlation.check.js';
import { logRetentionCheck } from './checks/log-retention.check.js';
import { noIndexCheck } from './checks/no-index.check.js';
import { problemsCheck } from './checks/problems.check.js';
import { reportTemplateCheck } from './checks/report-template.check.js';
import { scenariosCheck } from './checks/scenarios.check.js';
import { webVitalsCheck } from './checks/web-vitals.check.js';
import type { GateContext } from './gate-context.js';
import type { GateCheck } from './gate-item.js';

/** The release checklist, as far as a program can check it. What checks need is loaded when they run: it takes a second. */
export const GATE_CHECKS: readonly GateCheck<GateContext>[] = [
  scenariosCheck,
  webVitalsCheck,
  problemsCheck,
  correlationCheck,
  adsCheck,
  noIndexCheck,
  reportTemplateCheck,
  logRetentionCheck,
];
