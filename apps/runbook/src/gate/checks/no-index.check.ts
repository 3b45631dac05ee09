import { JourneyClient } from '../../journey/journey-client.js';
import { ProbeCouple } from '../../journey/probe-couple.js';
import { readQuestionnaire } from '../../journey/read-questionnaire.js';
import type { GateContext } from '../gate-context.js';
import type { GateCheck } from '../gate-item.js';

/** Addresses of results and of what is shared. */
const PRIVATE = /\/(?:s|share|api)\//;

/** A result and a share that exist are kept out of search engines. */
export const noIndexCheck: GateCheck<GateContext> = {
  item: 'noindex',
  title: { en: 'noindex on results and shares', ko: '결과와 공유 페이지의 noindex' },
  async check({ candidate }) {
    const { auditNoIndex } = await import('@couplekit/seo-guard/audit');
    const client = new JourneyClient({ next: () => ({ name: 'candidate', url: candidate }) });
    const questionnaire = await readQuestionnaire();
    const couple = await ProbeCouple.start(client);
    try {
      await couple.answer('A', questionnaire);
      await couple.join();
      await couple.answer('B', questionnaire);
      await couple.rate(3, questionnaire);
      await couple.compute();
      const token = await couple.share();
      const own = `/s/${couple.kept.sessionId}`;
      const seeds = [`/share/${token}`, `/share/og/${token}.png`, own, `${own}/result`, `/api/couples/sessions/${couple.kept.sessionId}/result`]; // prettier-ignore
      const report = await auditNoIndex({ baseUrl: candidate, seeds });
      const open = report.indexable.filter(({ url }) => PRIVATE.test(new URL(url).pathname));
      const errors = report.findings.filter(({ severity }) => severity === 'error');
      const evidence = { pages: report.pages, requests: report.requests, indexable: report.indexable, findings: report.findings }; // prettier-ignore
      if (open.length + errors.length > 0) {
        const told = `${open.length} + ${errors.length}`;
        return { verdict: 'fail', text: { en: `Pages that could be indexed, and errors: ${told}.`, ko: `색인될 수 있는 페이지와 오류: ${told}.` }, evidence }; // prettier-ignore
      }
      return { verdict: 'pass', text: { en: `None of ${report.pages} pages is open that should not be.`, ko: `${report.pages}개 페이지 모두 닫을 것은 닫혀 있어요.` }, evidence }; // prettier-ignore
    } finally {
      await couple.erase();
    }
  },
};
