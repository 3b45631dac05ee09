import { Injectable } from '@nestjs/common';
import { SessionNotFoundError } from '../domain/access-errors.js';
import { StageIncompleteError } from '../domain/stage-errors.js';
import { requireParticipant, type Actor, type ParticipantActor } from './actor.js';
import type { ReportSource } from './couple-store.js';
import { CoupleUnitOfWork } from './couple-unit-of-work.js';
import { lockedSession } from './locked-session.js';

/** A report that somebody asks for. */
export interface ReportOrder<T> {
  /** Makes it; slow work is fine, no transaction is open meanwhile. */
  readonly make: (source: ReportSource) => T | Promise<T>;
  readonly format: 'json' | 'pdf';
  /** A language tag, such as `ko`. */
  readonly language: string;
  /** Of the template that words it. */
  readonly templateVersion: number;
}

interface Made<T> {
  readonly report: T;
  readonly actor: ParticipantActor;
  readonly packetSha256: string;
}

/** Reports of a couple's result. What they look like is their maker's business; that each is on record is this one's. */
@Injectable()
export class ReportService {
  constructor(private readonly unitOfWork: CoupleUnitOfWork) {}

  /**
   * Makes a report for either partner. It is handed out once `report.generated` is committed; making that fails is recorded
   * like any failure of a use case.
   * @throws {ParticipantInvalidError | SessionNotFoundError}
   * @throws {StageIncompleteError} before the result is computed, or when it was removed in the meantime
   */
  async generateReport<T>(actor: Actor, sessionId: string, order: ReportOrder<T>): Promise<T> {
    const making = this.make(actor, sessionId, order);
    await Promise.allSettled([making]);
    return this.unitOfWork.run({ name: 'report.generate', actor, sessionId }, async (store) => {
      const { report, packetSha256, actor: partner } = await making;
      await lockedSession(store, sessionId);
      const result = await store.results.find(sessionId);
      if (result?.packet.sha256 !== packetSha256) throw new StageIncompleteError([]);
      await store.audit.append(sessionId, {
        type: 'report.generated',
        facts: {
          role: partner.role,
          format: order.format,
          language: order.language,
          template_version: order.templateVersion,
          packet_sha256: packetSha256,
        },
      });
      return report;
    });
  }

  private async make<T>(actor: Actor, sessionId: string, { make }: ReportOrder<T>): Promise<Made<T>> {
    const partner = requireParticipant(actor, sessionId);
    const found = await this.unitOfWork.read((store) => store.reports.find(sessionId));
    if (!found) throw new SessionNotFoundError();
    const { participants, result } = found;
    if (!result) throw new StageIncompleteError([]);
    const report = await make({ participants, result });
    return { report, actor: partner, packetSha256: result.packet.sha256 };
  }
}
