import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { ProblemException } from '@couplekit/problem-details';

/** What is waited for a task. */
const PATIENCE_MS = 15_000;
/** Whoever is refused may come back then. */
const RETRY_AFTER_S = 2;

/**
 * What it needed once, it keeps: of a card, more than half of the time went into pages of memory that were given back and asked
 * for again. For glibc (https://man7.org/linux/man-pages/man3/mallopt.3.html) and mimalloc
 * (https://microsoft.github.io/mimalloc/environment.html); where neither allocates, nothing changes.
 */
const KEEP_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: String(2 ** 30),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 30),
  MALLOC_TOP_PAD_: String(2 ** 25),
  MIMALLOC_PURGE_DELAY: '-1',
} as const;

/** What a process does. */
export interface Work {
  /** The module that it runs, without its ending: as TypeScript, or as what TypeScript became. */
  readonly program: string;
  /** What the program is told when it starts, as its first argument in JSON. */
  readonly setup: object;
  /** For messages: "a card", and what is done with it. */
  readonly thing: string;
  readonly done: string;
  /** More tasks than this are not waited for. */
  readonly mostWaiting: number;
  /** A task that takes longer is given up, and its process with it. @default 15 s */
  readonly patienceMs?: number | undefined;
}

interface Task {
  readonly input: string;
  readonly resolve: (result: Buffer) => void;
  readonly reject: (reason: Error) => void;
}

/** What a program answers to each message, which is an input. */
export type WorkAnswer = { readonly result: Uint8Array } | { readonly error: string };

/**
 * Does tasks one at a time in a process of its own, which starts with the first one: no request waits for the work of another, and
 * native code that never ends or crashes can only be stopped, and survived, from outside of its process.
 */
export class WorkProcess {
  private child: ChildProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** The first one is being worked on. */
  private readonly tasks: Task[] = [];

  constructor(private readonly work: Work) {}

  /**
   * @throws {ProblemException} 503 when too many tasks wait already
   * @throws {Error} when it cannot be done
   */
  do(input: string): Promise<Buffer> {
    if (this.tasks.length > this.work.mostWaiting) {
      return Promise.reject(new ProblemException(503, { headers: { 'Retry-After': String(RETRY_AFTER_S) } }));
    }
    return new Promise((resolve, reject) => {
      this.tasks.push({ input, resolve, reject });
      if (this.tasks.length === 1) this.next();
    });
  }

  /** Gives up what waits, and ends the process. */
  stop(): void {
    const reason = new Error('The service is stopping.');
    for (const task of this.tasks.splice(1)) task.reject(reason);
    this.lose(reason);
  }

  private next(): void {
    const [task] = this.tasks;
    if (!task) return;
    this.child ??= this.start();
    const { thing, patienceMs = PATIENCE_MS } = this.work;
    this.timer = setTimeout(() => this.lose(new Error(`${upperFirst(thing)} took longer than ${patienceMs} ms.`)), patienceMs); // prettier-ignore
    this.child.send(task.input);
  }

  private start(): ChildProcess {
    const { program, setup, thing } = this.work;
    const child = fork(program + extname(import.meta.filename), [JSON.stringify(setup)], {
      // Neither our flags nor our secrets.
      execArgv: [],
      env: KEEP_MEMORY,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (answer) => this.answer(answer as WorkAnswer));
    child.on('error', (error) => this.lose(error));
    child.on('exit', () => this.lose(new Error(`The process that makes ${thing} ended.`)));
    child.unref();
    child.channel?.unref();
    return child;
  }

  private answer(answer: WorkAnswer): void {
    clearTimeout(this.timer);
    const task = this.tasks.shift();
    const { thing, done } = this.work;
    if ('result' in answer) task?.resolve(Buffer.from(answer.result));
    else
      task?.reject(
        new Error(`${upperFirst(thing).replace(/^A /, 'The ')} could not be ${done}: ${answer.error}`),
      );
    this.next();
  }

  /** Gives the process up; only what it was working on fails, the rest goes to a new one. */
  private lose(reason: Error): void {
    clearTimeout(this.timer);
    this.child?.removeAllListeners();
    // What it still has to say is of no interest, and an error without a listener would end this process, too.
    this.child?.on('error', () => undefined);
    // It may not listen to anything milder any more.
    this.child?.kill('SIGKILL');
    this.child = undefined;
    this.tasks.shift()?.reject(reason);
    this.next();
  }
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
