import type { Facts, LedgerEntry } from '../ledger/ledger-entry.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Signer } from '../ledger/signer.js';

/** What happened to one release, and the pen that goes on. Whoever opens it later finds everything as it was. */
export class Chronicle {
  private constructor(
    private readonly ledger: Ledger,
    private readonly signer: Signer,
    readonly release: string,
    private known: readonly LedgerEntry[],
  ) {}

  static async open(ledger: Ledger, signer: Signer, release: string): Promise<Chronicle> {
    return new Chronicle(ledger, signer, release, await ledger.read());
  }

  /** Entries of the release. */
  get entries(): readonly LedgerEntry[] {
    return this.known.filter(({ release }) => release === this.release);
  }

  /** The last entry of a kind, with these facts among its own. */
  find(kind: string, facts: Facts = {}): LedgerEntry | undefined {
    return this.entries.findLast((entry) => entry.kind === kind && Object.entries(facts).every(([name, value]) => entry.facts[name] === value)); // prettier-ignore
  }

  /** Reads what others have added. */
  async refresh(): Promise<void> {
    this.known = await this.ledger.read();
  }

  async note(kind: string, facts: Facts): Promise<LedgerEntry> {
    const entry = await this.ledger.append({ kind, release: this.release, facts }, this.signer);
    await this.refresh();
    return entry;
  }

  /**
   * Does something unless the ledger says that it was done, and notes it. `act` may have been done without a note, by a process
   * that died in between: it has to bear that.
   * @param key which of several of the kind
   */
  async once<Done extends Facts>(kind: string, key: Facts, act: () => Promise<Done>): Promise<Done> {
    const done = this.find(kind, key);
    // It was written by this very line.
    if (done) return done.facts as Done;
    const facts = await act();
    await this.note(kind, { ...key, ...facts });
    return facts;
  }
}
