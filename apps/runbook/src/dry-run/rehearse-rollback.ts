import { isDeepStrictEqual } from 'node:util';
import { JourneyClient } from '../journey/journey-client.js';
import { ProbeCouple, type Questionnaire } from '../journey/probe-couple.js';
import { OperatorError } from '../operator-error.js';
import { countDamagedPackets } from '../rollback/inspect-packets.js';
import type { TrafficPort } from '../traffic/traffic-port.js';

/** What the way back works with. */
export interface RehearsalNeeds {
  readonly traffic: TrafficPort;
  readonly databaseUrl: string;
  readonly questionnaire: Questionnaire;
  /** Base URL of the candidate. */
  readonly candidate: string;
}

/** What was tried of the way back, without changing anything that people see. */
export interface Rehearsal {
  /** Where everything would go. */
  readonly revision: string;
  /** Decision packets that are damaged already. */
  readonly damagedPackets: number;
  /** What the proven revision and the candidate say of the same couple is the same. */
  readonly sameState: boolean;
}

/**
 * Tries the way back: the platform would send everything to the proven revision, packets can be inspected, and the proven
 * revision goes on with a couple that the candidate has written to.
 * @throws {OperatorError} naming what would not work
 */
export async function rehearseRollback(needs: RehearsalNeeds): Promise<Rehearsal> {
  const { shares, urls } = await needs.traffic.read();
  const [revision, ...others] = Object.keys(shares);
  if (revision === undefined || others.length > 0) {
    throw new OperatorError({
      en: `There is no revision to go back to: traffic is divided (${JSON.stringify(shares)}).`,
      ko: `되돌아갈 리비전을 알 수 없어요. 트래픽이 나뉘어 있어요(${JSON.stringify(shares)}).`,
    });
  }
  await needs.traffic.check({ [revision]: 100 });
  const stable = urls[revision];
  if (stable === undefined) {
    throw new OperatorError({
      en: `${revision} has no address of its own; give it a tag.`,
      ko: `${revision}에 직접 접근할 주소가 없어요. 태그를 붙여 주세요.`,
    });
  }
  const damagedPackets = await countDamagedPackets(needs.databaseUrl);
  return { revision, damagedPackets, sameState: await isSameState(needs, stable) };
}

async function isSameState({ candidate, questionnaire }: RehearsalNeeds, stable: string): Promise<boolean> {
  const clientOf = (name: string, url: string) => new JourneyClient({ next: () => ({ name, url }) });
  const [onStable, onCandidate] = [clientOf('stable', stable), clientOf('candidate', candidate)];
  const couple = await ProbeCouple.start(onStable);
  try {
    const there = ProbeCouple.of(onCandidate, couple.kept);
    await there.join();
    await there.answer('B', questionnaire);
    await there.rate(1, questionnaire);
    const back = ProbeCouple.of(onStable, there.kept);
    return isDeepStrictEqual(await there.state(), await back.state());
  } finally {
    await couple.erase();
  }
}
