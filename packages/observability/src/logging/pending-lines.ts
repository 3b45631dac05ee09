import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { DestinationStream } from 'pino';

/** In characters. More than this is written at once. */
const MOST = 16_384;

/**
 * Lines that are written together at the end of the turn of the event loop in which they came up, since each write costs
 * more than many lines. A line of the logger, and the end of the process, has them written before.
 */
@Injectable()
export class PendingLines implements OnModuleInit, OnApplicationShutdown {
  private stream: DestinationStream | undefined;
  private text = '';

  add(stream: DestinationStream, line: string): void {
    if (this.text === '') setImmediate(this.flush);
    this.stream = stream;
    this.text += line;
    if (this.text.length > MOST) this.flush();
  }

  readonly flush = (): void => {
    if (this.text === '') return;
    const { text } = this;
    this.text = '';
    this.stream?.write(text);
  };

  onModuleInit(): void {
    // Before the destination, which closes itself there.
    process.prependListener('exit', this.flush);
  }

  onApplicationShutdown(): void {
    this.flush();
    process.removeListener('exit', this.flush);
  }
}
