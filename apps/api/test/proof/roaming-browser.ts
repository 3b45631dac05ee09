import type { ServiceProcess } from '@couplekit/testkit';
import { BrowserClient } from '../web/browser-client.js';

/** A browser behind a load balancer: its requests go to the running instances in turn, so that a form comes from one and goes to the next. */
export class RoamingBrowser extends BrowserClient {
  /** How many requests went to each instance, by its URL. */
  readonly visits = new Map<string, number>();
  private turn = 0;

  constructor(private readonly instances: readonly [ServiceProcess, ...ServiceProcess[]]) {
    super(instances[0].url);
  }

  protected override origin(): string {
    const running = this.instances.filter(({ isRunning }) => isRunning);
    const { url } = running[this.turn++ % running.length] ?? this.instances[0];
    this.visits.set(url, (this.visits.get(url) ?? 0) + 1);
    return url;
  }
}
