/** Lines that could not be written yet, up to a limit; past it the newest are lost and counted. */
export class UnwrittenLines {
  private chunks: Buffer[] = [];
  private bytes = 0;
  private lost = 0;

  constructor(private readonly limit: number) {}

  add(line: Buffer): void {
    if (line.length === 0) return;
    if (this.bytes + line.length > this.limit) {
      this.lost++;
      return;
    }
    this.chunks.push(line);
    this.bytes += line.length;
  }

  /** Hands them to `write`, which returns how many bytes it took; what remains when it throws is kept. */
  drain(write: (data: Buffer) => number): void {
    if (this.bytes === 0) return;
    let rest = Buffer.concat(this.chunks);
    try {
      while (rest.length > 0) rest = rest.subarray(write(rest));
    } finally {
      this.chunks = rest.length > 0 ? [rest] : [];
      this.bytes = rest.length;
    }
  }

  /** How many were lost since the last call. */
  takeLost(): number {
    const { lost } = this;
    this.lost = 0;
    return lost;
  }
}
