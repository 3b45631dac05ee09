import type { GateContext } from '../gate-context.js';
import type { GateCheck } from '../gate-item.js';

/** The report's template and the results that it tells are in step. */
export const reportTemplateCheck: GateCheck<GateContext> = {
  item: 'report-template',
  title: { en: 'The template of the report, in step with results', ko: '리포트 템플릿과 결과의 일치' },
  async check() {
    const { checkReport } = await import('@couplekit/api/report-check');
    const findings = checkReport();
    const evidence = { findings };
    return findings.length === 0
      ? { verdict: 'pass', text: { en: 'In step.', ko: '일치해요.' }, evidence }
      : { verdict: 'fail', text: { en: findings.join(' '), ko: findings.join(' ') }, evidence };
  },
};
