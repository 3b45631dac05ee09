import { JourneyClient, type JourneyStep, type JourneyTarget } from './journey-client.js';
import { JourneyError, type FailedCall } from './journey-error.js';
import { ProbeCouple, type CoupleSecrets, type Questionnaire } from './probe-couple.js';

/** How a whole journey went. */
export interface JourneyReport {
  /** Base URLs by the names of the targets. */
  readonly targets: Readonly<Record<string, string>>;
  readonly passed: boolean;
  /** The first call that did not go as it has to. */
  readonly failed?: FailedCall;
  /** The build whose code computed the result. */
  readonly codeRef?: string;
  /** False when a session may be left over; its request ids lead to it. */
  readonly cleanedUp: boolean;
  readonly steps: readonly JourneyStep[];
}

/**
 * Self, invite, respond, aggregate, share: every call goes to the next of the targets, in turns, so that two revisions take
 * over from each other in the middle of a journey. What it made is erased at the end, also after a failure.
 */
export async function walkJourney(
  targets: readonly [JourneyTarget, ...JourneyTarget[]],
  questionnaire: Questionnaire,
  signal?: AbortSignal,
): Promise<JourneyReport> {
  let turn = 0;
  const next = () => targets[turn++ % targets.length] ?? targets[0];
  const steps: JourneyStep[] = [];
  let couple: ProbeCouple | undefined;
  let codeRef: string | undefined;
  let failed: FailedCall | undefined;
  try {
    couple = await ProbeCouple.start(new JourneyClient({ next, signal, steps }));
    codeRef = await takeAllSteps(couple, questionnaire);
  } catch (error) {
    if (!(error instanceof JourneyError)) throw error;
    failed = error.failed;
  }
  // Without the signal: what was begun is cleaned up also by somebody who stops it.
  const cleanedUp = couple === undefined || (await isErased(couple.kept, { targets, steps }));
  return {
    targets: Object.fromEntries(targets.map(({ name, url }) => [name, url])),
    passed: failed === undefined && cleanedUp,
    ...(failed && { failed }),
    ...(codeRef !== undefined && { codeRef }),
    cleanedUp,
    steps,
  };
}

/** @returns the build that computed */
async function takeAllSteps(couple: ProbeCouple, questionnaire: Questionnaire): Promise<string> {
  await couple.answer('A', questionnaire);
  await couple.join();
  await couple.answer('B', questionnaire);
  await couple.rate(3, questionnaire);
  const codeRef = await couple.compute();
  await couple.state();
  await couple.share();
  await couple.report();
  return codeRef;
}

/** By one of the revisions, whichever can. */
async function isErased(
  secrets: CoupleSecrets,
  { targets, steps }: { readonly targets: readonly JourneyTarget[]; readonly steps: JourneyStep[] },
): Promise<boolean> {
  for (const target of targets) {
    try {
      await ProbeCouple.of(new JourneyClient({ next: () => target, steps }), secrets).erase();
      return true;
    } catch (error) {
      if (!(error instanceof JourneyError)) throw error;
    }
  }
  return false;
}
