import type { GateContext } from '../gate-context.js';
import type { GateCheck } from '../gate-item.js';
import { ageInDays, readTestResults } from '../read-test-results.js';

/** The five scenarios in a browser, by what their tests are called. */
export const SCENARIOS = {
  'full-journey': 'goes from the first page to the result, for two people',
  'k-anonymity': 'shows what friends say when there are enough of them, and not before',
  links: 'that are wrong, used, expired or full say so kindly',
  'failure-and-repair':
    'says kindly that a result could not be made, changes nothing, and makes it after the repair',
  'share-and-revoke': 'to a shared result are made, seen and ended',
} as const;

/** The end-to-end scenarios passed, not too long ago. */
export const scenariosCheck: GateCheck<GateContext> = {
  item: 'e2e',
  title: { en: 'Five scenarios in a browser', ko: '브라우저 시나리오 다섯 가지' },
  async check({ runbook: { config, pathOf } }) {
    const run = await readTestResults(pathOf(config.gate.test_results));
    const scenarios = Object.entries(SCENARIOS).map(([scenario, name]) => {
      const tests = run.tests.filter((test) => test.file.includes('e2e') && test.name.includes(name));
      return { scenario, passed: tests.length > 0 && tests.every(({ passed }) => passed), tests: tests.map((test) => test.name) }; // prettier-ignore
    });
    const failed = scenarios.filter(({ passed }) => !passed).map(({ scenario }) => scenario);
    const evidence = { started_at: run.startedAt.toISOString(), scenarios };
    if (failed.length > 0) {
      const text = {
        en: `Not passed: ${failed.join(', ')}.`,
        ko: `통과하지 못했어요: ${failed.join(', ')}.`,
      };
      return { verdict: 'fail', text, evidence };
    }
    if (ageInDays(run) > config.gate.evidence_days) {
      const text = { en: 'They ran too long ago.', ko: '실행한 지 너무 오래됐어요.' };
      return { verdict: 'waiting', text, evidence };
    }
    return { verdict: 'pass', text: { en: 'All five passed.', ko: '다섯 가지 모두 통과했어요.' }, evidence };
  },
};
