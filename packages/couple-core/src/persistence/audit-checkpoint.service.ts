import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import { CoupleOptions } from '../application/couple-options.js';
import { NO_CHECKPOINT, sealCheckpoint } from '../domain/audit-checkpoint.js';
import type { CheckpointHead, CheckpointRecord } from '../domain/audit-records.js';
import type { Transaction } from './unit-of-work/transaction.js';
import { UnitOfWork } from './unit-of-work/unit-of-work.js';

/** Any constant; all instances of a service must agree on it. */
const CHECKPOINT_LOCK = 0x636b7074;
/** How often an instance looks whether the next checkpoint is due. */
const LOOKS_PER_PERIOD = 24;

/** Signs where the audit chains end, so that it shows when somebody cuts them off. */
@Injectable()
export class AuditCheckpointService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AuditCheckpointService.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly options: CoupleOptions,
  ) {}

  /** Starts its timer, where there is a key to sign with. */
  onApplicationBootstrap(): void {
    const { checkpointKey, checkpointEveryMs } = this.options;
    if (!checkpointKey) return;
    const look = () => void (this.running = this.look(checkpointKey));
    this.timer = setInterval(look, checkpointEveryMs / LOOKS_PER_PERIOD).unref();
    look();
  }

  /** Stops its timer and waits for the run in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /**
   * Makes a checkpoint of the chains that have changed since the last one. Calls that come together make one.
   * @returns undefined when nothing has changed
   */
  checkpoint(key: KeyObject): Promise<CheckpointRecord | undefined> {
    return this.unitOfWork.run({ name: 'audit.checkpoint' }, (transaction) =>
      makeCheckpoint(transaction, key),
    );
  }

  /** When the last one was made is in the database: restarts and other instances change nothing. */
  private async look(key: KeyObject): Promise<void> {
    try {
      await this.unitOfWork.run({ name: 'audit.checkpoint' }, async (transaction) => {
        const [latest] = await transaction.query(
          `SELECT 1 FROM couple_audit_checkpoint WHERE created_at > now() - $1 * interval '1 ms' LIMIT 1`,
          [this.options.checkpointEveryMs],
        );
        if (!latest) await makeCheckpoint(transaction, key);
      });
    } catch (error) {
      this.logger.warn('The audit checkpoint could not be made; trying again later.', error);
    }
  }
}

async function makeCheckpoint(
  transaction: Transaction,
  key: KeyObject,
): Promise<CheckpointRecord | undefined> {
  await transaction.query('SELECT pg_advisory_xact_lock($1)', [CHECKPOINT_LOCK]);
  const [before = NO_CHECKPOINT] = await transaction.query<{ seq: number; hash: Buffer }>(
    'SELECT seq, hash FROM couple_audit_checkpoint ORDER BY seq DESC LIMIT 1',
  );
  // By the place that was checkpointed last, not by time: an append that commits late is in the next checkpoint.
  const heads = await transaction.query<CheckpointHead>(
    `SELECT c.chain, c.last_seq AS seq, c.last_hash AS hash FROM couple_audit_chain c
     WHERE c.last_seq > 0 AND NOT EXISTS (
       SELECT FROM couple_audit_checkpoint_head h WHERE h.chain = c.chain AND h.seq = c.last_seq
     ) ORDER BY c.chain`,
  );
  if (heads.length === 0) return undefined;
  const record = sealCheckpoint(key, before, heads);
  await transaction.query(
    'INSERT INTO couple_audit_checkpoint (seq, bytes, hash, signature) VALUES ($1, $2, $3, $4)',
    [record.seq, record.bytes, record.hash, record.signature],
  );
  await transaction.query(
    `INSERT INTO couple_audit_checkpoint_head (checkpoint, chain, seq, hash)
     SELECT $1, * FROM unnest($2::uuid[], $3::integer[], $4::bytea[])`,
    [record.seq, heads.map(({ chain }) => chain), heads.map(({ seq }) => seq), heads.map(({ hash }) => hash)],
  );
  return record;
}
