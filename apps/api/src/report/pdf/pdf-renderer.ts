import { fork, type ChildProcess } from 'node:child_process';
import { extname, join } from 'node:path';
import { Injectable, ServiceUnavailableException, type OnApplicationShutdown } from '@nestjs/common';
import { REPORT_FOLDER } from '../load-report-template.js';
import { fontFiles } from './report-fonts.js';

/** More documents than this are not waited for. */
const MOST_WAITING = 32;
/** A document that takes longer is given up, and its process with it. */
const PATIENCE_MS = 15_000;

/** Beside this file, and written in the same language. */
const TYPESETTER = join(import.meta.dirname, `typesetter${extname(import.meta.filename)}`);

interface Job {
  readonly document: string;
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (reason: Error) => void;
}

type Answer = { readonly pdf: Uint8Array } | { readonly error: string };

/**
 * Sets documents as PDF/UA-1, one at a time, in a process of its own, which starts with the first one: a document is tens of
 * milliseconds of work in which no request would be answered, and native code that never ends or crashes can only be
 * stopped, and survived, from outside of its process.
 */
@Injectable()
export class PdfRenderer implements OnApplicationShutdown {
  private typesetter: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** The first one is being worked on. */
  private readonly jobs: Job[] = [];

  /**
   * @param document from `pdfDocument`
   * @throws {ServiceUnavailableException} when too many documents wait already
   * @throws {Error} when it cannot be set
   */
  render(document: string): Promise<Buffer> {
    if (this.jobs.length > MOST_WAITING) {
      return Promise.reject(new ServiceUnavailableException('Too many reports are being made right now.'));
    }
    return new Promise((resolve, reject) => {
      this.jobs.push({ document, resolve, reject });
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
    this.typesetter ??= this.start();
    this.timer = setTimeout(() => this.lose(new Error(`A report took longer than ${PATIENCE_MS} ms.`)), PATIENCE_MS); // prettier-ignore
    this.typesetter.send(job.document);
  }

  private start(): ChildProcess {
    const setup = { folder: REPORT_FOLDER, main: join(REPORT_FOLDER, 'partner_report.typ'), fonts: fontFiles() }; // prettier-ignore
    const typesetter = fork(TYPESETTER, [JSON.stringify(setup)], {
      // Neither our flags nor our secrets.
      execArgv: [],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    typesetter.on('message', (answer) => this.answer(answer as Answer));
    typesetter.on('error', (error) => this.lose(error));
    typesetter.on('exit', () => this.lose(new Error('The process that sets reports ended.')));
    typesetter.unref();
    typesetter.channel?.unref();
    return typesetter;
  }

  private answer(answer: Answer): void {
    clearTimeout(this.timer);
    const job = this.jobs.shift();
    if ('pdf' in answer) job?.resolve(Buffer.from(answer.pdf));
    else job?.reject(new Error(`The report could not be set: ${answer.error}`));
    this.next();
  }

  /** Gives the process up; only what it was working on fails, the rest goes to a new one. */
  private lose(reason: Error): void {
    clearTimeout(this.timer);
    this.typesetter?.removeAllListeners();
    // What it still has to say is of no interest, and an error without a listener would end this process, too.
    this.typesetter?.on('error', () => undefined);
    // It may not listen to anything milder any more.
    this.typesetter?.kill('SIGKILL');
    this.typesetter = undefined;
    this.jobs.shift()?.reject(reason);
    this.next();
  }
}
