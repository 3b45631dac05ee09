/** The time of log lines, ISO 8601 in UTC; lines of one millisecond share one text. */
export class IsoClock {
  private at = Number.NaN;
  private text = '';

  now(): string {
    const at = Date.now();
    if (at !== this.at) {
      this.at = at;
      this.text = new Date(at).toISOString();
    }
    return this.text;
  }
}
