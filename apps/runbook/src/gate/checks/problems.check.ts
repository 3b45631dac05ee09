import type { Violation } from '@couplekit/problem-details/testing';
import type { GateContext } from '../gate-context.js';
import type { GateCheck } from '../gate-item.js';
import { ageInDays, readTestResults } from '../read-test-results.js';

const SESSION = '/api/couples/sessions/018f0000-0000-7000-8000-000000000000';

/** Requests that a service refuses, each in a way of its own. */
const REFUSED = [
  { name: 'not found', method: 'GET', path: '/nothing-is-here', status: 404 },
  { name: 'wrong method', method: 'DELETE', path: '/healthz', status: 405 },
  { name: 'no credentials', method: 'GET', path: SESSION, status: 401 },
  { name: 'no JSON', method: 'POST', path: '/api/couples/sessions', body: '{', status: 400 },
  {
    name: 'invalid',
    method: 'POST',
    path: '/api/couples/sessions',
    body: '{"participants":[]}',
    status: 422,
  },
] as const;

/** Every problem is as it was written down, and the candidate tells problems by RFC 9457. */
export const problemsCheck: GateCheck<GateContext> = {
  item: 'problems',
  title: { en: 'RFC 9457 problems, as they were written down', ko: 'RFC 9457 문제 응답이 기록된 그대로' },
  async check({ candidate, runbook: { config, pathOf } }) {
    const run = await readTestResults(pathOf(config.gate.test_results));
    const snapshots = run.tests.filter(({ file }) => file.endsWith('/problems.spec.ts'));
    const changed = snapshots.filter(({ passed }) => !passed).map(({ name }) => name);
    const answers = await Promise.all(REFUSED.map(async (refused) => ({ ...refused, ...(await ask(candidate, refused)) })));
    const wrong = answers.filter(({ status, answered, violations }) => answered !== status || violations.length > 0);
    const evidence = { snapshots: snapshots.length, changed, started_at: run.startedAt.toISOString(), answers };
    if (snapshots.length === 0 || ageInDays(run) > config.gate.evidence_days) {
      const text = { en: 'The snapshots were not compared lately.', ko: '최근에 스냅샷을 비교하지 않았어요.' };
      return { verdict: 'waiting', text, evidence };
    }
    if (changed.length + wrong.length > 0) {
      const told = [...changed, ...wrong.map(({ name }) => name)].join('; ');
      return { verdict: 'fail', text: { en: `Not as they should be: ${told}.`, ko: `달라진 것: ${told}.` }, evidence };
    }
    const counts = `${snapshots.length} + ${answers.length}`;
    return { verdict: 'pass', text: { en: `All as they should be (${counts}).`, ko: `모두 그대로예요(${counts}).` }, evidence }; // prettier-ignore
  },
}; // prettier-ignore

async function ask(
  candidate: string,
  { method, path, ...refused }: (typeof REFUSED)[number],
): Promise<{ readonly answered: number; readonly violations: readonly Violation[] }> {
  const { checkProblem, readAnswer } = await import('@couplekit/problem-details/testing');
  const response = await fetch(candidate + path, {
    method,
    signal: AbortSignal.timeout(10_000),
    headers: { Accept: 'application/json', ...('body' in refused && { 'Content-Type': 'application/json' }) },
    ...('body' in refused && { body: refused.body }),
  });
  return { answered: response.status, violations: checkProblem(await readAnswer(response), { method }) };
}
