import { judgeVitals, tellJudgment, tellReport, type VitalsStore } from '@couplekit/seo-guard/vitals';

/** Whether the pages of a build were fast enough for people in the last 24 hours, and what to tell them. */
export async function judgeBuild(store: VitalsStore, build: string) {
  const from = new Date(Date.now() - 24 * 60 * 60 * 1_000);
  const report = judgeVitals(await store.summarize({ from, builds: [build], by: ['route', 'device'] }));
  const lines = report.judgments.map((judgment) => tellJudgment(judgment, 'ko'));
  return { verdict: report.verdict, lines: [tellReport(report, 'ko'), ...lines] };
}
