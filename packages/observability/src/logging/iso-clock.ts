/** The time of log lines, ISO 8601 in UTC; lines of one millisecond share one text, and those of one second most of it. */
export class IsoClock {
  private at = Number.NaN;
  private text = '';
  private second = Number.NaN;
  private secondText = '';

  now(at = Date.now()): string {
    if (at === this.at) return this.text;
    const second = Math.floor(at / 1_000);
    if (second !== this.second) {
      this.second = second;
      // Without `000Z`.
      this.secondText = new Date(second * 1_000).toISOString().slice(0, -4);
    }
    this.at = at;
    this.text = `${this.secondText}${String(at - second * 1_000).padStart(3, '0')}Z`;
    return this.text;
  }
}
