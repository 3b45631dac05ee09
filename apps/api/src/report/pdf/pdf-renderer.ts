import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable, ServiceUnavailableException, type OnApplicationShutdown } from '@nestjs/common';
import { REPORT_FOLDER } from '../load-report-template.js';
import { fontFiles } from './report-fonts.js';

const MAIN = join(REPORT_FOLDER, 'partner_report.typ');
/** More documents than this are not waited for. */
const MOST_WAITING = 32;
/** A document that takes longer is given up, and its worker with it. */
const PATIENCE_MS = 15_000;

interface Job {
  readonly document: string;
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (reason: Error) => void;
}

type Answer = { readonly pdf: Uint8Array } | { readonly error: string };

/**
 * Sets documents as PDF/UA-1, one at a time, in a thread of its own: a document is tens of milliseconds of work in which no
 * request would be answered. The thread starts with the first document.
 */
@Injectable()
export class PdfRenderer implements OnApplicationShutdown {
  private worker: Worker | undefined;
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

  async onApplicationShutdown(): Promise<void> {
    const reason = new Error('The service is stopping.');
    for (const job of this.jobs.splice(1)) job.reject(reason);
    await this.lose(reason);
  }

  private next(): void {
    const [job] = this.jobs;
    if (!job) return;
    this.worker ??= this.start();
    this.timer = setTimeout(() => void this.lose(new Error(`A report took longer than ${PATIENCE_MS} ms.`)), PATIENCE_MS); // prettier-ignore
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is a thread, not a window
    this.worker.postMessage(job.document);
  }

  private start(): Worker {
    // Beside this file, and written in the same language.
    const file = new URL(`./typst-worker${extname(import.meta.filename)}`, import.meta.url);
    const workerData = { folder: REPORT_FOLDER, main: MAIN, fonts: fontFiles() };
    const worker = new Worker(file, { workerData, execArgv: [], env: {} });
    worker.on('message', (answer: Answer) => this.answer(answer));
    worker.on('error', (error) => void this.lose(error as Error));
    worker.on('exit', () => void this.lose(new Error('The thread that sets reports ended.')));
    worker.unref();
    return worker;
  }

  private answer(answer: Answer): void {
    clearTimeout(this.timer);
    const job = this.jobs.shift();
    if ('pdf' in answer) job?.resolve(Buffer.from(answer.pdf.buffer));
    else job?.reject(new Error(`The report could not be set: ${answer.error}`));
    this.next();
  }

  /** Gives the worker up; only what it was working on fails, the rest goes to a new one. */
  private async lose(reason: Error): Promise<void> {
    clearTimeout(this.timer);
    const { worker } = this;
    this.worker = undefined;
    worker?.removeAllListeners();
    this.jobs.shift()?.reject(reason);
    await worker?.terminate();
    this.next();
  }
}
