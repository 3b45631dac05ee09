import { Injectable } from '@nestjs/common';
import { AccessService, UnauthorizedError, type ParticipantActor } from '@couplekit/couple-core';
import type { Visit } from '../visits/visit.js';
import { BrowserGrants } from './browser-grants.js';

/**
 * Lets browsers act for a partner. Every time, couple-core is asked whether the access token behind it is still good: revoking or
 * erasing ends the browser's session at once.
 */
@Injectable()
export class BrowserSessions {
  constructor(
    private readonly grants: BrowserGrants,
    private readonly access: AccessService,
  ) {}

  /**
   * Lets the browser act as the partner that an access token is for, besides what it may already; the browser gets a new id.
   * @throws {UnauthorizedError} when the token is unknown, expired or revoked
   */
  async admit(visit: Visit, accessToken: string): Promise<ParticipantActor> {
    const { tokenSha256, ...actor } = await this.access.identify(accessToken);
    const from = visit.browserId;
    await this.grants.add({ from, to: visit.renewBrowserId() }, { sessionId: actor.sessionId, tokenSha256 });
    return actor;
  }

  /**
   * Who the browser is in a session.
   * @throws {UnauthorizedError} when it may not act in it, or not any more
   */
  async actorIn(visit: Visit, sessionId: string): Promise<ParticipantActor> {
    const { browserId } = visit;
    const grant = browserId === undefined ? undefined : await this.grants.use(browserId, sessionId);
    if (!grant) throw new UnauthorizedError();
    return this.access.resume(grant.tokenSha256);
  }

  /** Every session that the browser may act in, the latest one first. */
  async actorsOf(visit: Visit): Promise<readonly ParticipantActor[]> {
    const { browserId } = visit;
    if (browserId === undefined) return [];
    const grants = await this.grants.list(browserId);
    const actors = await Promise.all(grants.map(({ tokenSha256 }) => this.resumed(tokenSha256)));
    return actors.flatMap((actor) => actor ?? []);
  }

  /** Ends everything that the browser may do: for a device that others use, too. */
  async end(visit: Visit): Promise<void> {
    if (visit.browserId !== undefined) await this.grants.end(visit.browserId);
    visit.forgetBrowser();
  }

  private async resumed(tokenSha256: Buffer): Promise<ParticipantActor | undefined> {
    try {
      return await this.access.resume(tokenSha256);
    } catch (error) {
      if (error instanceof UnauthorizedError) return undefined;
      throw error;
    }
  }
}
