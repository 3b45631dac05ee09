import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PostgresListener } from './postgres-listener.js';

/** The channel that tells which session has changed, by its id. */
export const SESSION_CHANNEL = 'couplekit_session';

type Listener = () => void;

/**
 * Tells who listens when a session may have changed, whichever instance changed it: when PostgreSQL says so, and when the
 * connection to it is back after a loss. It connects when the first one listens.
 */
@Injectable()
export class SessionChanges implements BeforeApplicationShutdown {
  private readonly logger = new Logger(SessionChanges.name);
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly postgres: PostgresListener;

  constructor({ options }: DataSource) {
    if (options.type !== 'postgres' || options.url === undefined) {
      throw new Error('Waiting rooms need the URL of a PostgreSQL.');
    }
    this.postgres = new PostgresListener(options.url, SESSION_CHANNEL, {
      heard: (sessionId) => this.listeners.get(sessionId)?.forEach((listener) => listener()),
      listening: () => this.listeners.forEach((own) => own.forEach((listener) => listener())),
      lost: (error) => this.logger.warn('Changes of sessions are not heard; connecting again.', error),
    });
  }

  /** How many listen to a session here. */
  countOf(sessionId: string): number {
    return this.listeners.get(sessionId)?.size ?? 0;
  }

  /** Calls `listener` on every change; answers what ends it. */
  subscribe(sessionId: string, listener: Listener): () => void {
    const own = this.listeners.get(sessionId) ?? new Set();
    this.listeners.set(sessionId, own.add(listener));
    this.postgres.start();
    return () => {
      own.delete(listener);
      if (own.size === 0 && this.listeners.get(sessionId) === own) this.listeners.delete(sessionId);
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.postgres.stop();
  }
}
