import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { OperatorError } from '../operator-error.js';
import { rollBack } from '../rollback/roll-back.js';
import { sameShares } from '../traffic/require-shares.js';
import { moveTraffic } from './move-traffic.js';
import type { RolloutWorld } from './rollout-world.js';
import { watchStep, type StepEnd } from './watch-step.js';
import { Witnesses } from './witnesses.js';

/**
 * Gives a release more and more traffic, under the eyes of the judges, or takes it back. Goes on where the ledger says that a
 * process ended, however it ended.
 * @returns how the command ends
 */
export async function rollOut(world: RolloutWorld): Promise<ExitCode> {
  const { chronicle, plan } = world;
  await begin(world);
  if (chronicle.find('rollback.started')) return rollBack(world, reasonOf(world));
  for (const step of plan.steps) {
    if (chronicle.find('rollout.promoted', { step })) continue;
    const end = await takeStep(world, step);
    if (end.end === 'stopped') return EXIT_CODES.waiting;
    if (end.end === 'roll-back') return rollBack(world, end);
  }
  await chronicle.once('rollout.completed', {}, async () => ({
    proven: world.request.candidate,
    image: world.request.image,
    cleaned_up: await new Witnesses(world).erase(),
  }));
  return EXIT_CODES.pass;
}

async function begin(world: RolloutWorld): Promise<void> {
  const { chronicle, request, traffic, progress } = world;
  await chronicle.once('rollout.started', {}, async () => {
    const { shares } = await traffic.read();
    if (!sameShares(shares, { [request.stable]: 100 })) {
      throw new OperatorError({
        en: `All traffic must go to ${request.stable} first; it is ${JSON.stringify(shares)}.`,
        ko: `먼저 모든 트래픽이 ${request.stable}(으)로 가야 해요. 지금은 ${JSON.stringify(shares)}예요.`,
      });
    }
    await traffic.check({ [request.candidate]: 100 });
    const title = { en: 'Couples that must stay as they are', ko: '변하면 안 되는 커플 준비' };
    const witnesses = await progress(title, () => new Witnesses(world).make());
    return { image: request.image, rollback_to: request.stable, witnesses };
  });
}

function takeStep(world: RolloutWorld, step: number): Promise<StepEnd> {
  const title = {
    en: `${step} % for ${world.request.candidate}`,
    ko: `${world.request.candidate}에 ${step}%`,
  };
  return world.progress(title, async (say) => {
    await moveTraffic(world, step);
    return watchStep(world, step, say);
  });
}

/** Why the way back was begun, as it was noted. */
function reasonOf({ chronicle }: RolloutWorld): Extract<StepEnd, { end: 'roll-back' }> {
  const facts = chronicle.find('rollback.started')?.facts as unknown as Omit<Extract<StepEnd, { end: 'roll-back' }>, 'end'>; // prettier-ignore
  return { end: 'roll-back', by: facts.by, why: facts.why };
}
