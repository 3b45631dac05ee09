/** Gives out numbers, the one that comes first by `compare` first (a binary heap). */
export class EarliestFirst {
  private readonly heap: number[] = [];

  constructor(private readonly compare: (a: number, b: number) => number) {}

  add(item: number): void {
    const { heap } = this;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  take(): number | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = right < heap.length && this.isBefore(right, left) ? right : left;
      if (child >= heap.length || !this.swapIfBefore(child, at)) return first;
      at = child;
    }
  }

  private isBefore(a: number, b: number): boolean {
    return this.compare(this.heap[a] ?? 0, this.heap[b] ?? 0) < 0;
  }

  private swapIfBefore(lower: number, upper: number): boolean {
    if (!this.isBefore(lower, upper)) return false;
    const [a = 0, b = 0] = [this.heap[lower], this.heap[upper]];
    this.heap[lower] = b;
    this.heap[upper] = a;
    return true;
  }
}
