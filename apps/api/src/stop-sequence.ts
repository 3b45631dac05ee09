import type { Logger } from '@nestjs/common';

/** What was started, to be stopped in the opposite order, once. */
export class StopSequence {
  private readonly steps: { readonly name: string; readonly stop: () => Promise<unknown> }[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly logger: Pick<Logger, 'error'>) {}

  add(name: string, stop: () => Promise<unknown>): void {
    this.steps.push({ name, stop });
  }

  /** Stops everything; a step that fails is reported and does not keep the others from stopping. */
  run(): Promise<void> {
    this.running ??= this.stopAll();
    return this.running;
  }

  private async stopAll(): Promise<void> {
    for (const { name, stop } of this.steps.toReversed()) {
      try {
        await stop();
      } catch (error) {
        this.logger.error(`${name} did not stop cleanly.`, error);
      }
    }
  }
}
