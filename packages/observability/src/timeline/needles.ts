/** Finds, in a block of lines, those that contain one of some texts; each text passes over the block once. */
export class Needles {
  private next: number[] = [];
  private first = Number.POSITIVE_INFINITY;
  private block: Buffer = Buffer.alloc(0);

  constructor(private readonly texts: readonly Buffer[]) {}

  start(block: Buffer): void {
    this.block = block;
    this.next = this.texts.map((text) => position(block, text, 0));
    this.first = Math.min(...this.next);
  }

  /** Whether any line of the block has one. */
  areIn(): boolean {
    return this.first < Infinity;
  }

  /** Whether the line that ends at `end` has one. Lines must be asked for in their order. */
  isIn(end: number): boolean {
    if (this.first >= end) return false;
    this.next = this.next.map((at, i) => (at >= end ? at : position(this.block, this.texts[i], end)));
    this.first = Math.min(...this.next);
    return true;
  }
}

function position(block: Buffer, text: Buffer | undefined, from: number): number {
  const at = text === undefined ? -1 : block.indexOf(text, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
