import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { writeFollowUp } from '../follow-up/write-follow-up.js';
import type { LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';
import { Witnesses, type WitnessStates } from '../rollout/witnesses.js';
import type { RolloutWorld } from '../rollout/rollout-world.js';
import { takeTrafficBack } from './take-traffic-back.js';
import { inspectPackets } from './inspect-packets.js';
import { untilDrained } from './until-drained.js';

/** Who wants the way back, and why. */
export interface RollbackReason {
  readonly by: string;
  readonly why: LocalizedText;
}

/**
 * All traffic goes to the last proven revision, then everything that the candidate may have left is looked at. What cannot be
 * done does not keep the rest from being done; it makes the rollback incomplete, and the next call tries it again.
 * @returns rolled back, or incomplete
 */
export async function rollBack(world: RolloutWorld, { by, why }: RollbackReason): Promise<ExitCode> {
  const { chronicle, request, progress } = world;
  await chronicle.once('rollback.started', {}, async () => ({
    image: request.image,
    to: request.stable,
    by,
    why,
  }));
  const attempt = chronicle.entries.filter(({ kind }) => kind === 'rollback.incomplete').length + 1;
  const problems: LocalizedText[] = [];
  const step = async (kind: string, title: LocalizedText, act: () => Promise<object>) => {
    try {
      await progress(title, () => chronicle.once(kind, { attempt }, async () => ({ ...(await act()) })));
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      problems.push(error.text);
    }
  };
  await step('rollback.shifted', { en: `All traffic to ${request.stable}`, ko: `모든 트래픽을 ${request.stable}(으)로` }, () => takeTrafficBack(world)); // prettier-ignore
  await step('rollback.drained', { en: 'Requests that were begun', ko: '처리 중이던 요청' }, () =>
    untilDrained(world),
  );
  await step('rollback.packets', { en: 'Decision packets', ko: '결정 패킷' }, () => inspectPackets(world));
  await step('rollback.verified', { en: 'Couples are as they were', ko: '커플의 상태 확인' }, () => verifyWitnesses(world)); // prettier-ignore
  const complete = problems.length === 0;
  if (!complete) await chronicle.note('rollback.incomplete', { attempt, problems });
  else if (!chronicle.find('rollback.completed')) await chronicle.note('rollback.completed', { cleaned_up: await new Witnesses(world).erase() }); // prettier-ignore
  await writeFollowUp(chronicle, world.folder, attempt);
  return complete ? EXIT_CODES.rolledBack : EXIT_CODES.rollbackIncomplete;
}

/** @throws {OperatorError} naming couples that are not as they were */
async function verifyWitnesses(world: RolloutWorld): Promise<{ readonly unchanged: number }> {
  const before = world.chronicle.find('rollout.started')?.facts['witnesses'] as WitnessStates | undefined;
  if (!before) return { unchanged: 0 };
  const changed = await new Witnesses(world).changed(before);
  if (changed.length === 0) return { unchanged: Object.keys(before).length };
  throw new OperatorError({
    en: `Couples are not as they were: ${changed.join(', ')}.`,
    ko: `상태가 달라진 커플이 있어요: ${changed.join(', ')}.`,
  });
}
