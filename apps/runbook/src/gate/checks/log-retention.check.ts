import type { GateContext } from '../gate-context.js';
import type { GateCheck } from '../gate-item.js';
import { runTool } from '../../tools/run-tool.js';

/** No log file is older than it may be, and none is missing. */
export const logRetentionCheck: GateCheck<GateContext> = {
  item: 'log-retention',
  title: { en: 'Retention of logs', ko: '로그 보관 기한' },
  async check({ runbook: { config, pathOf } }) {
    const { logs, logs_since: since, retention_days: days } = config.gate;
    if (logs === undefined) {
      const text = { en: 'gate.logs names no folder.', ko: 'gate.logs에 폴더가 없어요.' };
      return { verdict: 'waiting', text, evidence: {} };
    }
    const tool = { package: '@couplekit/observability', bin: 'couplekit-timeline' } as const;
    const bounds = ['--days', String(days), ...(since === undefined ? [] : ['--since', since])];
    const run = await runTool(tool, ['retention', '--json', ...bounds, '--check', pathOf(logs)]);
    const evidence = { days, report: run.out === '' ? run.err.trim() : (JSON.parse(run.out) as unknown) };
    return run.code === 0
      ? { verdict: 'pass', text: { en: `Nothing older than ${days} days.`, ko: `${days}일보다 오래된 것이 없어요.` }, evidence }
      : { verdict: 'fail', text: { en: `Not as ${days} days demand.`, ko: `${days}일 기준에 맞지 않아요.` }, evidence };
  },
}; // prettier-ignore
