import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const sha256 = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** A grant that nobody uses for so long ends. */
const LIFETIME = "interval '30 days'";
/** A grant in use is prolonged at most once in so long, to write seldom. */
const GRACE = "interval '1 day'";

/** A couple's session that a browser may act in. */
export interface BrowserGrant {
  readonly sessionId: string;
  readonly tokenSha256: Buffer;
}

/**
 * Which couple's sessions a browser may act in, in PostgreSQL, so that every instance knows. Of the browser's id and of access
 * tokens only the SHA-256 is kept. A grant ends with its token: the row refers to it.
 */
@Injectable()
export class BrowserGrants {
  constructor(private readonly dataSource: DataSource) {}

  /** Moves the grants of a browser to its new id, and adds one; in a session, a browser acts as the partner it came as last. */
  async add(
    { from, to }: { readonly from: string | undefined; readonly to: string },
    { sessionId, tokenSha256 }: BrowserGrant,
  ): Promise<void> {
    await this.dataSource.query(
      `WITH replaced AS (
         DELETE FROM web_browser_grant WHERE browser_sha256 = $1 AND session_id = $3
       ), moved AS (
         UPDATE web_browser_grant SET browser_sha256 = $2 WHERE browser_sha256 = $1 AND session_id <> $3
       )
       INSERT INTO web_browser_grant (browser_sha256, session_id, token_sha256, expires_at)
       VALUES ($2, $3, $4, now() + ${LIFETIME})`,
      [sha256(from ?? ''), sha256(to), sessionId, tokenSha256],
    );
  }

  /** The grant of a browser in a session, prolonged because it is in use. */
  async use(browserId: string, sessionId: string): Promise<BrowserGrant | undefined> {
    const [row] = await this.dataSource.query<{ readonly token_sha256: Buffer }[]>(
      `WITH found AS (
         SELECT token_sha256, expires_at FROM web_browser_grant
         WHERE browser_sha256 = $1 AND session_id = $2 AND expires_at > now()
       ), prolonged AS (
         UPDATE web_browser_grant g SET expires_at = now() + ${LIFETIME} FROM found
         WHERE g.browser_sha256 = $1 AND g.session_id = $2 AND found.expires_at < now() + ${LIFETIME} - ${GRACE}
       )
       SELECT token_sha256 FROM found`,
      [sha256(browserId), sessionId],
    );
    return row && { sessionId, tokenSha256: row.token_sha256 };
  }

  /** All grants of a browser, the latest one first. */
  async list(browserId: string): Promise<readonly BrowserGrant[]> {
    const rows = await this.dataSource.query<
      { readonly session_id: string; readonly token_sha256: Buffer }[]
    >(
      `SELECT session_id, token_sha256 FROM web_browser_grant
       WHERE browser_sha256 = $1 AND expires_at > now() ORDER BY added_at DESC, session_id`,
      [sha256(browserId)],
    );
    return rows.map(({ session_id, token_sha256 }) => ({ sessionId: session_id, tokenSha256: token_sha256 }));
  }

  /** Ends all grants of a browser. */
  async end(browserId: string): Promise<void> {
    await this.dataSource.query('DELETE FROM web_browser_grant WHERE browser_sha256 = $1', [
      sha256(browserId),
    ]);
  }
}
