import { requireDatabase, type Cli } from '../cli/cli.js';
import type { Runbook } from '../config/read-config.js';
import type { LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';
import { progressOf } from '../progress/progress.js';
import { trafficOf } from '../traffic/traffic-of.js';
import { rehearseRollback, type Rehearsal, type RehearsalNeeds } from './rehearse-rollback.js';

/** How the way back was rehearsed. */
export type Rehearsed =
  | ({ readonly state: 'passed' } & Rehearsal)
  | { readonly state: 'failed'; readonly text: LocalizedText }
  /** The configuration names no platform. */
  | { readonly state: 'skipped' };

/** Tries the way back where the configuration names a platform. */
export async function rehearsed(
  cli: Cli,
  runbook: Runbook,
  needs: Pick<RehearsalNeeds, 'candidate' | 'questionnaire'>,
): Promise<{ readonly rehearsal: Rehearsed }> {
  if (runbook.config.traffic === undefined) return { rehearsal: { state: 'skipped' } };
  try {
    const traffic = trafficOf(runbook, cli.env['CLOUD_RUN_TOKEN']);
    const databaseUrl = requireDatabase(cli);
    const title = { en: 'The way back', ko: '되돌리기 연습' };
    const rehearsal = await progressOf(cli)(title, () =>
      rehearseRollback({ ...needs, traffic, databaseUrl }),
    );
    if (rehearsal.sameState) return { rehearsal: { state: 'passed', ...rehearsal } };
    const text = {
      en: 'The two revisions say different things of a couple.',
      ko: '두 리비전이 같은 커플을 다르게 말해요.',
    };
    return { rehearsal: { state: 'failed', text } };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { rehearsal: { state: 'failed', text: error.text } };
  }
}
