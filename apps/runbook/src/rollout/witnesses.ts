import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { JourneyClient } from '../journey/journey-client.js';
import { JourneyError } from '../journey/journey-error.js';
import { ProbeCouple, type CoupleSecrets, type Questionnaire } from '../journey/probe-couple.js';
import type { SessionState } from '../journey/session-state.js';
import { OperatorError } from '../operator-error.js';
import type { RolloutWorld } from './rollout-world.js';

/** Where couples are, by what they show. */
export type WitnessStates = Readonly<Record<string, SessionState>>;

type Secrets = Readonly<Record<string, CoupleSecrets>>;

/** Each stops at another place of the journey. */
const WITNESSES: Readonly<Record<string, (couple: ProbeCouple, questionnaire: Questionnaire) => Promise<void>>> = {
  'only A has answered': async (couple, questionnaire) => couple.answer('A', questionnaire),
  'below k': async (couple, questionnaire) => {
    await couple.join();
    await couple.answer('B', questionnaire);
    await couple.rate(1, questionnaire);
  },
  'with a result': async (couple, questionnaire) => {
    await couple.answer('A', questionnaire);
    await couple.join();
    await couple.answer('B', questionnaire);
    await couple.rate(3, questionnaire);
    await couple.compute();
  },
}; // prettier-ignore

/**
 * Couples that are made before a rollout, and must be afterwards as they were. Their tokens are in a file for the operator's
 * eyes only, not in the ledger.
 */
export class Witnesses {
  constructor(private readonly world: RolloutWorld) {}

  /** Makes them on the stable revision, unless a process that died has. */
  async make(): Promise<WitnessStates> {
    const known = await this.secrets();
    if (known) return this.states(known);
    const [client, questionnaire] = [await this.client(), await this.world.questionnaire()];
    const made: Record<string, CoupleSecrets> = {};
    for (const [name, takeTo] of Object.entries(WITNESSES)) {
      const couple = await ProbeCouple.start(client);
      await takeTo(couple, questionnaire);
      made[name] = couple.kept;
    }
    await writeFile(this.file, JSON.stringify(made), { mode: 0o600, flush: true });
    return this.states(made);
  }

  /** Those that are not as they were, by name; asked of the stable revision. */
  async changed(before: WitnessStates): Promise<readonly string[]> {
    const now = await this.states((await this.secrets()) ?? {});
    return Object.entries(before).filter(([name, state]) => !isDeepStrictEqual(now[name], state)).map(([name]) => name); // prettier-ignore
  }

  /** Erases them. @returns false when one may be left over */
  async erase(): Promise<boolean> {
    const client = await this.client();
    try {
      for (const secrets of Object.values((await this.secrets()) ?? {}))
        await ProbeCouple.of(client, secrets).erase();
    } catch (error) {
      if (error instanceof JourneyError) return false;
      throw error;
    }
    await rm(this.file, { force: true });
    return true;
  }

  private get file(): string {
    return join(this.world.folder, `witnesses.${this.world.chronicle.release}.json`);
  }

  private async states(all: Secrets): Promise<WitnessStates> {
    const client = await this.client();
    const states: Record<string, SessionState> = {};
    for (const [name, secrets] of Object.entries(all))
      states[name] = await ProbeCouple.of(client, secrets).state();
    return states;
  }

  private async secrets(): Promise<Secrets | undefined> {
    const text = await readFile(this.file, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as Secrets);
  }

  private async client(): Promise<JourneyClient> {
    const { stable } = this.world.request;
    const url = (await this.world.traffic.read()).urls[stable];
    if (url === undefined) {
      throw new OperatorError({
        en: `${stable} has no address of its own; give it a tag.`,
        ko: `${stable}에 직접 접근할 주소가 없어요. 태그를 붙여 주세요.`,
      });
    }
    return new JourneyClient({ next: () => ({ name: stable, url }) });
  }
}
