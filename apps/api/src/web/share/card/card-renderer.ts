import { fork, type ChildProcess } from 'node:child_process';
import { extname, join } from 'node:path';
import { Injectable, ServiceUnavailableException, type OnApplicationShutdown } from '@nestjs/common';
import { cardFontFiles } from './card-fonts.js';

/** More cards than this are not waited for. */
const MOST_WAITING = 64;
/** A card that takes longer is given up, and its process with it. */
const PATIENCE_MS = 15_000;

/** Beside this file, and written in the same language. */
const PAINTER = join(import.meta.dirname, `card-painter${extname(import.meta.filename)}`);

interface Job {
  readonly svg: string;
  readonly resolve: (png: Buffer) => void;
  readonly reject: (reason: Error) => void;
}

type Answer = { readonly png: Uint8Array } | { readonly error: string };

/**
 * Paints cards as PNG, one at a time, in a process of its own, which starts with the first one: no request waits for the
 * painting of another, and native code that never ends or crashes can only be stopped, and survived, from outside.
 */
@Injectable()
export class CardRenderer implements OnApplicationShutdown {
  private painter: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** The first one is being worked on. */
  private readonly jobs: Job[] = [];

  /**
   * @param svg from `cardSvg`
   * @throws {ServiceUnavailableException} when too many cards wait already
   * @throws {Error} when it cannot be painted
   */
  paint(svg: string): Promise<Buffer> {
    if (this.jobs.length > MOST_WAITING) {
      return Promise.reject(new ServiceUnavailableException('Too many cards are being made right now.'));
    }
    return new Promise((resolve, reject) => {
      this.jobs.push({ svg, resolve, reject });
      if (this.jobs.length === 1) this.next();
    });
  }

  onApplicationShutdown(): void {
    const reason = new Error('The service is stopping.');
    for (const job of this.jobs.splice(1)) job.reject(reason);
    this.lose(reason);
  }

  private next(): void {
    const [job] = this.jobs;
    if (!job) return;
    this.painter ??= this.start();
    this.timer = setTimeout(() => this.lose(new Error(`A card took longer than ${PATIENCE_MS} ms.`)), PATIENCE_MS); // prettier-ignore
    this.painter.send(job.svg);
  }

  private start(): ChildProcess {
    const painter = fork(PAINTER, [JSON.stringify(cardFontFiles())], {
      // Neither our flags nor our secrets.
      execArgv: [],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    painter.on('message', (answer) => this.answer(answer as Answer));
    painter.on('error', (error) => this.lose(error));
    painter.on('exit', () => this.lose(new Error('The process that paints cards ended.')));
    painter.unref();
    painter.channel?.unref();
    return painter;
  }

  private answer(answer: Answer): void {
    clearTimeout(this.timer);
    const job = this.jobs.shift();
    if ('png' in answer) job?.resolve(Buffer.from(answer.png));
    else job?.reject(new Error(`The card could not be painted: ${answer.error}`));
    this.next();
  }

  /** Gives the process up; only what it was working on fails, the rest goes to a new one. */
  private lose(reason: Error): void {
    clearTimeout(this.timer);
    this.painter?.removeAllListeners();
    // What it still has to say is of no interest, and an error without a listener would end this process, too.
    this.painter?.on('error', () => undefined);
    this.painter?.kill('SIGKILL');
    this.painter = undefined;
    this.jobs.shift()?.reject(reason);
    this.next();
  }
}
