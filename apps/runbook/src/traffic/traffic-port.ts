/** How traffic is divided now. */
export interface TrafficState {
  /** Changes with every change of the division; whoever changes it names the one that was read. */
  readonly etag: string;
  /** Percent by revision, as it is served; only those with some. Together 100. */
  readonly shares: Shares;
  /** Addresses of revisions by themselves, whatever their share. */
  readonly urls: Readonly<Record<string, string>>;
  /** Whether what was asked for last is what is served. */
  readonly settled: boolean;
}

/** Whole percent by revision; together 100. */
export type Shares = Readonly<Record<string, number>>;

/** Divides traffic between revisions. */
export abstract class TrafficPort {
  /** @throws {TrafficError} when the platform cannot be asked */
  abstract read(): Promise<TrafficState>;

  /**
   * Refuses what could not be served, and changes nothing.
   * @throws {TrafficError}
   */
  abstract check(shares: Shares): Promise<void>;

  /**
   * Divides traffic anew, and waits until it is served so. Requests that were begun go on.
   * @param etag of the state that the decision was made by
   * @throws {TrafficError} `moved` when somebody else changed it meanwhile; nothing is changed then
   */
  abstract shift(shares: Shares, etag: string): Promise<TrafficState>;

  /**
   * Whether a revision has nothing left to answer, as far as the platform tells.
   * @returns undefined where the platform does not tell; whoever asks has to wait then
   */
  abstract drained(revision: string): Promise<boolean | undefined>;
}
