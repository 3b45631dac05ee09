import type { Questionnaire } from '../journey/probe-couple.js';
import { walkJourney, type JourneyReport } from '../journey/walk-journey.js';

/** Base URLs of the revisions. */
export interface DryRunAddresses {
  readonly candidate: string;
  /** @default the candidate is tried alone */
  readonly stable?: string;
}

/** What a dry-run found. */
export interface DryRunReport {
  readonly passed: boolean;
  /** The build that the candidate is, as its own result says. */
  readonly codeRef?: string;
  readonly journeys: readonly (JourneyReport & { readonly name: string })[];
}

/**
 * Takes the journey on the candidate, and with a stable revision twice more with every call on the other one: begun on the
 * stable one, then begun on the candidate. In a rollout people are moved between the two in the middle of what they do.
 */
export async function dryRun(
  { candidate, stable }: DryRunAddresses,
  questionnaire: Questionnaire,
): Promise<DryRunReport> {
  const green = { name: 'candidate', url: candidate };
  const blue = stable === undefined ? undefined : { name: 'stable', url: stable };
  const alone = { name: 'candidate', ...(await walkJourney([green], questionnaire)) };
  const journeys = [alone];
  if (blue) {
    journeys.push({ name: 'stable → candidate', ...(await walkJourney([blue, green], questionnaire)) });
    journeys.push({ name: 'candidate → stable', ...(await walkJourney([green, blue], questionnaire)) });
  }
  const { codeRef } = alone;
  return {
    passed: journeys.every(({ passed }) => passed),
    ...(codeRef !== undefined && { codeRef }),
    journeys,
  };
}
