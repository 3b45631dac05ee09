import { randomUUID } from 'node:crypto';
import { CLS_ID, ClsService } from 'nestjs-cls';
import { CoupleError, RaterService, ShareService, type Actor, type CoupleResult, type Session } from '../../src/index.js'; // prettier-ignore
import { visitor, type CoupleContext } from '../couple-context.js';
import type { Call, Chosen } from './couple-model.js';
import { answersOf, ratingOf, type Command } from './model-commands.js';
import { comparable } from './scoring-model.js';

/** A call that has ended. */
export interface Done {
  /** Also the request id of its audit event. */
  readonly id: string;
  readonly batch: number;
  readonly session: KnownSession;
  readonly call: Call;
  readonly outcome:
    | { readonly refused: string }
    | { readonly refused?: undefined; readonly answer: unknown; readonly chosen: Chosen };
}

/** What clients of a session have been told. */
export interface KnownSession {
  id: string;
  readonly k: number;
  inviteToken: string;
  readonly links: string[];
  readonly keys: string[];
  readonly shares: { readonly id: string; readonly token: string }[];
  /** What was sent last, by whom; people press the button twice. */
  readonly upserts: Partial<Record<string, Extract<Call, { readonly kind: 'upsert' }>>>;
}

/** Runs batches of simultaneous commands on the real services, and remembers every answer. */
export class ModelRun {
  readonly sessions: KnownSession[] = [];
  readonly done: Done[] = [];
  private batch = 0;

  constructor(private readonly context: CoupleContext) {}

  async runAll(batches: readonly (readonly Command[])[]): Promise<void> {
    for (const batch of batches) await this.runBatch(batch);
  }

  async runBatch(commands: readonly Command[]): Promise<void> {
    const calls = commands.flatMap((command) => this.resolve(command));
    this.done.push(...(await Promise.all(calls.map(([session, call]) => this.run(session, call)))));
    this.batch++;
  }

  private resolve(command: Command): readonly (readonly [KnownSession, Call])[] {
    if (command.kind === 'create') {
      const session = { id: '', k: command.k, inviteToken: '', links: [], keys: [], shares: [], upserts: {} };
      return [[session, command]];
    }
    const session = pick(this.sessions, command.session);
    if (!session) return [];
    switch (command.kind) {
      case 'rate': {
        const key = keyOf(command.key, session);
        const token = pick(session.links, command.link) ?? 'no-such-link';
        return [[session, { kind: 'rate', token, key, values: ratingOf(command.values) }]];
      }
      case 'upsert': {
        const { kind, by, stage, again, self, guess } = command;
        const before = again ? session.upserts[by] : undefined;
        const call = before ?? { kind, by, stage, self: answersOf(self), guess: answersOf(guess) };
        session.upserts[by] = call;
        return [[session, call]];
      }
      case 'revoke':
        return [[session, { ...command, id: pick(session.shares, command.share)?.id ?? randomUUID() }]];
      case 'open':
        return [[session, { ...command, token: pick(session.shares, command.share)?.token ?? 'no-such-share' }]]; // prettier-ignore
      case 'accept':
      case 'stage1':
      case 'invite':
      case 'compute':
      case 'share':
      case 'read':
        return [[session, command]];
      default:
        return command satisfies never;
    }
  }

  private async run(session: KnownSession, call: Call): Promise<Done> {
    const id = randomUUID();
    const cls = this.context.app.get(ClsService);
    const place = { id, batch: this.batch, session, call };
    try {
      const outcome = await cls.run(() => {
        cls.set(CLS_ID, id);
        return this.perform(session, call);
      });
      return { ...place, outcome };
    } catch (error) {
      if (!(error instanceof CoupleError)) throw error;
      return { ...place, outcome: { refused: error.code } };
    }
  }

  private async perform(
    session: KnownSession,
    call: Call,
  ): Promise<{ readonly answer: unknown; readonly chosen: Chosen }> {
    const { couples, invites, app } = this.context;
    const plain = (answer: unknown) => ({ answer, chosen: {} });
    const actor = 'by' in call ? actorOf(call.by, session.id) : visitor;
    switch (call.kind) {
      case 'create': {
        const participants = [{ role: 'A' as const, nickname: '하나' }];
        const created = await couples.createSession(actor, { participants, kThreshold: call.k });
        Object.assign(session, { id: created.session.id, inviteToken: created.inviteToken });
        this.sessions.push(session);
        return plain(viewOf(created.session));
      }
      case 'accept':
        return plain({ role: (await invites.acceptInvite(session.inviteToken, call.nickname)).role });
      case 'stage1':
        return plain(viewOf(await couples.updateStageOne(actor, session.id, call)));
      case 'invite': {
        const issued = await app.get(RaterService).issueRaterInvite(actor, session.id, { maxRaters: call.max }); // prettier-ignore
        session.links.push(issued.raterToken);
        return { answer: { maxRaters: issued.maxRaters }, chosen: issued };
      }
      case 'rate': {
        const command = { relation: 'friend' as const, answers: call.values, raterKey: call.key };
        const recorded = await app.get(RaterService).recordRating(call.token, command);
        session.keys.push(recorded.raterKey);
        return { answer: { replaced: recorded.replaced }, chosen: recorded };
      }
      case 'upsert': {
        const command = { stage: call.stage, selfAnswers: call.self, guessAnswers: call.guess };
        const upserted = await couples.upsertResponses(actor, session.id, command);
        return plain({ ...upserted, session: viewOf(upserted.session) });
      }
      case 'compute':
        return plain(resultOf(await couples.computeResult(actor, session.id)));
      case 'share': {
        const created = await app.get(ShareService).createShare(actor, session.id);
        session.shares.push({ id: created.shareId, token: created.shareToken });
        return { answer: null, chosen: created };
      }
      case 'revoke':
        await app.get(ShareService).revokeShare(actor, session.id, call.id);
        return plain(null);
      case 'open':
        return plain({ role: (await app.get(ShareService).openShare(call.token)).role });
      case 'read':
        if (call.what === 'session') return plain(viewOf(await couples.getSession(actor, session.id)));
        if (call.what === 'responses') return plain(await couples.getResponses(actor, session.id));
        return plain(resultOf(await couples.getResult(actor, session.id)));
      default:
        return call satisfies never;
    }
  }
}

/** A rater comes without a key, with one that was given out, or with one of its own making. */
function keyOf(wish: 'new' | 'known' | 'k1' | 'k2', { keys }: KnownSession): string | undefined {
  if (wish === 'new') return undefined;
  return wish === 'known' ? keys[0] : wish;
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(1, list.length)];
}

function actorOf(by: 'A' | 'B' | 'service' | 'stranger', sessionId: string): Actor {
  if (by === 'service') return { kind: 'service' };
  if (by === 'stranger') return { kind: 'participant', role: 'A', sessionId: randomUUID() };
  return { kind: 'participant', role: by, sessionId };
}

/** A session without its id and its times. */
function viewOf(session: Session): unknown {
  const { stage, participants, completion, stage3Completed } = session;
  const { kThreshold, kCurrent, visibilityWanted, stageOneSnapshot } = session;
  return { stage, participants, completion, stage3Completed, kThreshold, kCurrent, visibilityWanted, stageOneSnapshot }; // prettier-ignore
}

function resultOf({ outputs }: CoupleResult): unknown {
  return comparable(outputs);
}
