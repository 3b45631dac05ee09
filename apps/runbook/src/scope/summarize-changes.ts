import { ROLES, type Role } from '../config/runbook-config.js';
import type { LocalizedText } from '../localized-text.js';
import { CHANGE_AREAS, LARGE, LARGE_QUESTION } from './change-area.js';
import type { GitChanges } from './git-changes.js';

/** What a release changes, and what it needs. */
export interface ChangeSummary {
  readonly base: string;
  readonly head: string;
  readonly commits: number;
  readonly files: number;
  readonly added: number;
  readonly removed: number;
  /** Areas that are touched, each with how many files of it. */
  readonly areas: Readonly<Record<string, number>>;
  readonly large: boolean;
  /** To be answered before the approval. */
  readonly questions: readonly LocalizedText[];
  /** Whose approval it needs; `service` always. */
  readonly roles: readonly Role[];
}

/** Derives questions and approvers from what changed. */
export function summarizeChanges({ base, head, commits, files }: GitChanges): ChangeSummary {
  const touched = CHANGE_AREAS.map((area) => ({ ...area, count: files.filter(area.covers).length })).filter(
    ({ count }) => count > 0,
  );
  const sum = (of: (file: GitChanges['files'][number]) => number) =>
    files.reduce((total, file) => total + of(file), 0);
  const [added, removed] = [sum((file) => file.added), sum((file) => file.removed)];
  const large = files.length > LARGE.files || added + removed > LARGE.lines;
  const roles = new Set<Role>(['service', ...touched.map(({ role }) => role)]);
  return {
    base,
    head,
    commits: commits.length,
    files: files.length,
    added,
    removed,
    areas: Object.fromEntries(touched.map(({ area, count }) => [area, count])),
    large,
    questions: [...touched.map(({ question }) => question), ...(large ? [LARGE_QUESTION] : [])],
    roles: ROLES.filter((role) => roles.has(role)),
  };
}
