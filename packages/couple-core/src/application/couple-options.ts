/** What couple-core needs to know about the service it runs in. Also the injection token. */
export abstract class CoupleOptions {
  /** The build, for example a git commit; stands in every audit event and decision packet. */
  abstract readonly codeRef: string;
  /** Milliseconds until a participant's access token expires. @default 180 days */
  abstract readonly accessTokenLifetimeMs: number;
  /** Milliseconds until the partner invite expires. @default 14 days */
  abstract readonly inviteLifetimeMs: number;
}
