import { symbols, type DestinationStream, type Logger } from 'pino';
import type { PendingLines } from '../logging/pending-lines.js';
import { IsoClock } from '../logging/iso-clock.js';

/** What the access line says of a request that has ended. */
export interface AccessFacts {
  readonly requestId: string;
  readonly clientRequestId: string | undefined;
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: string;
  readonly method: string;
  readonly route: string | undefined;
  readonly path: string;
  /** Undefined when nothing was sent. */
  readonly status: number | undefined;
  readonly durationMs: number;
  /** Undefined where they cannot be told from those of other responses. */
  readonly bytes: number | undefined;
  readonly aborted: boolean;
}

const LEVELS = { info: 30, warn: 40, error: 50 } as const;

/** By status: what the server did wrong is an error, what the client did or gave up is a warning. */
export function accessLevel({ status = 0, aborted }: AccessFacts): keyof typeof LEVELS {
  if (status >= 500) return 'error';
  return aborted || status >= 400 ? 'warn' : 'info';
}

/** How pino's destinations, multistreams for example, ask to be told the level of each line. */
const NEEDS_METADATA = Symbol.for('pino.metadata');

export interface AccessLineWriterParts {
  readonly logger: Logger;
  readonly service: string;
  readonly pending: PendingLines;
}

/**
 * Writes access lines past pino's serialisation, which costs more than all the rest of a small request: the fields are
 * known, and the line is the one that pino would write.
 */
export class AccessLineWriter {
  /** Whether `write` may be used: some destinations want to know more of a line than its text. */
  readonly isDirect: boolean;
  private readonly stream: DestinationStream;
  private readonly service: string;
  private readonly clock = new IsoClock();
  private time = '';
  private level = 0;
  private head = '';
  /** By route and method, of which there are as many as the application has and HTTP knows. */
  private readonly targets = new Map<string | undefined, Map<string, string>>();

  constructor(private readonly parts: AccessLineWriterParts) {
    const { logger, service } = parts;
    this.stream =
      (logger as unknown as Readonly<Record<symbol, DestinationStream>>)[symbols.streamSym] ?? process.stdout;
    this.isDirect = !(NEEDS_METADATA in this.stream && this.stream[NEEDS_METADATA] === true);
    this.service = JSON.stringify(service);
  }

  write(facts: AccessFacts): void {
    const level = accessLevel(facts);
    const { logger, pending } = this.parts;
    if (logger.isLevelEnabled(level)) pending.add(this.stream, this.lineOf(facts, LEVELS[level]));
  }

  /** The same through the logger, to be called in the context of the request: with what the application has added to its lines. */
  writeByLogger(facts: AccessFacts): void {
    const { method, route, path, status, durationMs, bytes, aborted, clientRequestId } = facts;
    this.parts.logger[accessLevel(facts)](
      {
        method,
        route,
        path,
        status,
        duration_ms: durationMs,
        bytes,
        aborted: aborted || undefined,
        client_request_id: clientRequestId,
      },
      messageOf(facts),
    );
  }

  /** Of few pieces, each kept as long as it can be: joining and measuring them is most of the cost of a line. */
  private lineOf(facts: AccessFacts, level: number): string {
    const { clientRequestId, route, status } = facts;
    // Ids and flags are of characters that JSON leaves as they are.
    return `${this.beginning(level)}${facts.requestId}","trace_id":"${facts.traceId}","span_id":"${facts.spanId}","trace_flags":"${facts.traceFlags}${this.target(facts.method, route)}${JSON.stringify(facts.path)}${status === undefined ? '' : `,"status":${status}`},"duration_ms":${facts.durationMs}${facts.bytes === undefined ? '' : `,"bytes":${facts.bytes}`}${facts.aborted ? ',"aborted":true' : ''}${clientRequestId === undefined ? '' : `,"client_request_id":${JSON.stringify(clientRequestId)}`},"msg":"${messageOf(facts)}"}\n`;
  }

  private beginning(level: number): string {
    const now = this.clock.now();
    if (now !== this.time || level !== this.level) {
      this.time = now;
      this.level = level;
      this.head = `{"level":${level},"time":"${now}","service":${this.service},"request_id":"`;
    }
    return this.head;
  }

  private target(method: string, route: string | undefined): string {
    let byMethod = this.targets.get(route);
    if (!byMethod) this.targets.set(route, (byMethod = new Map()));
    let target = byMethod.get(method);
    if (target === undefined) {
      target = `","method":${JSON.stringify(method)}${route === undefined ? '' : `,"route":${JSON.stringify(route)}`},"path":`;
      byMethod.set(method, target);
    }
    return target;
  }
}

function messageOf({ aborted }: AccessFacts): string {
  return aborted ? 'request aborted' : 'request completed';
}
