/**
 * Results of the last so many pieces of work by what they were made of: the same is never done twice, not even at once. What
 * failed is forgotten.
 */
export class RecentWork<T> {
  /** From the one that was asked for longest ago. */
  private readonly kept = new Map<string, Promise<T>>();

  /** @param capacity how many results are kept */
  constructor(private readonly capacity: number) {}

  /** The result for a key, made by the first who asks. */
  get(key: string, make: () => Promise<T>): Promise<T> {
    const work = this.kept.get(key) ?? make();
    this.kept.delete(key);
    this.kept.set(key, work);
    work.catch(() => this.forget(key, work));
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.capacity && oldest !== undefined) this.kept.delete(oldest);
    return work;
  }

  private forget(key: string, work: Promise<T>): void {
    if (this.kept.get(key) === work) this.kept.delete(key);
  }
}
