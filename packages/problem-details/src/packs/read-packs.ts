import type { ProblemDefinition } from '../registry/problem-definition.js';
import { isErrorStatus } from '../registry/error-status.js';
import type { ProblemReport } from '../reading/problem-report.js';
import { standIn } from './check-packs.js';
import type { LostAnswer, ProblemPack } from './problem-pack.js';

/** What the packs of an application are asked with. */
export interface PackSituation {
  readonly lost?: LostAnswer | undefined;
  /** Hears of packs that fail. @default nobody */
  readonly onFailure?: (failure: unknown, remark: string) => void;
}

interface Registered {
  readonly packs: readonly ProblemPack[];
  readonly problems: readonly ProblemDefinition[];
}

/** The report of the first pack that knows the thrown value. Total: a pack that fails is passed over. */
export function readPacks(
  thrown: unknown,
  { packs, problems }: Registered,
  { lost, onFailure }: PackSituation,
): ProblemReport | undefined {
  for (const pack of packs) {
    try {
      const report = checkReport(pack.read(thrown, lost));
      if (!report) continue;
      const { definition } = report;
      return definition ? { ...report, definition: standIn(definition, problems) ?? definition } : report;
    } catch (failure) {
      onFailure?.(failure, `The problem pack "${pack.name}" failed and was passed over.`);
    }
  }
  return undefined;
}

function checkReport(report: ProblemReport | undefined): ProblemReport | undefined {
  if (report === undefined) return undefined;
  if (isErrorStatus(report.status)) return report;
  throw new Error(`A report needs a status from 400 to 599, not ${String(report.status)}.`);
}
