import { Injectable } from '@nestjs/common';
import { CoupleOptions } from '../application/couple-options.js';
import type { AlertPolicy } from '../application/notification-options.js';
import type { Transaction } from '../persistence/unit-of-work/transaction.js';
import { UnitOfWork } from '../persistence/unit-of-work/unit-of-work.js';
import { dueAt, observe, pass, type AlertGroup, type AlertStep, type Occurrence } from './alert-group.js';
import type { AlertEntity } from './entities/alert.entity.js';
import type { OutboxEntity } from './entities/outbox.entity.js';

const BATCH = 500;

type Key = Pick<OutboxEntity, 'slug' | 'use_case'>;

/** Takes failures out of the outbox, and decides what people are told about them and when. */
@Injectable()
export class AlertDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly options: CoupleOptions,
  ) {}

  /** One look into the outbox and at the clock; several instances share the work. */
  async process(): Promise<void> {
    const { notifications } = this.options;
    if (!notifications) return;
    while ((await this.takeFailures(notifications)) === BATCH);
    while (await this.passTime(notifications));
  }

  private takeFailures(policy: AlertPolicy): Promise<number> {
    return this.unitOfWork.run({ name: 'outbox.take' }, async (transaction) => {
      const rows = await transaction.query<OutboxEntity>(
        `DELETE FROM couple_outbox WHERE id IN (
           SELECT id FROM couple_outbox ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
         ) RETURNING *`,
      );
      const byKind = Map.groupBy(rows, ({ slug, use_case }) => JSON.stringify([slug, use_case]));
      // In one order everywhere, so that two instances cannot wait for each other.
      for (const [, failures] of [...byKind].toSorted(([x], [y]) => (x < y ? -1 : 1))) {
        const [first, ...more] = failures.toSorted((x, y) => Number(BigInt(x.id) - BigInt(y.id)));
        if (!first) continue;
        const group = await lockGroup(transaction, first);
        await store(
          transaction,
          first,
          policy,
          observe(group, [occurrence(first), ...more.map(occurrence)], policy),
        );
      }
      return rows.length;
    });
  }

  /** One group a transaction: the lock of a group is never held while waiting for another. */
  private passTime(policy: AlertPolicy): Promise<boolean> {
    return this.unitOfWork.run({ name: 'alert.pass' }, async (transaction) => {
      const [due] = await transaction.query<AlertEntity & { readonly now: Date }>(
        `SELECT *, clock_timestamp() AS now FROM couple_alert WHERE due_at <= clock_timestamp()
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
      );
      if (due) await store(transaction, due, policy, pass(due.state, due.now.getTime(), policy));
      return due !== undefined;
    });
  }
}

/** The open group of a kind; for a kind without one, its place is kept until the transaction ends. */
async function lockGroup(transaction: Transaction, { slug, use_case }: Key): Promise<AlertGroup | undefined> {
  const [row] = await transaction.query<{ readonly state: AlertGroup | null }>(
    `INSERT INTO couple_alert AS alert (slug, use_case, due_at, state) VALUES ($1, $2, 'infinity', 'null')
     ON CONFLICT (slug, use_case) DO UPDATE SET slug = alert.slug RETURNING state`,
    [slug, use_case],
  );
  return row?.state ?? undefined;
}

async function store(
  transaction: Transaction,
  { slug, use_case }: Key,
  policy: AlertPolicy,
  { group, messages }: AlertStep,
): Promise<void> {
  for (const { kind, facts } of messages) {
    await transaction.query(
      'INSERT INTO couple_slack_message (slug, use_case, kind, facts) VALUES ($1, $2, $3, $4)',
      [slug, use_case, kind, JSON.stringify(facts)],
    );
  }
  const [change, values] = group
    ? [
        'UPDATE couple_alert SET state = $3, due_at = to_timestamp($4 / 1000.0) WHERE slug = $1 AND use_case = $2',
        [JSON.stringify(group), dueAt(group, policy)],
      ]
    : ['DELETE FROM couple_alert WHERE slug = $1 AND use_case = $2', []];
  await transaction.query(change, [slug, use_case, ...values]);
}

function occurrence(row: OutboxEntity): Occurrence {
  return {
    at: row.occurred_at.getTime(),
    requestId: row.request_id,
    actor: row.actor,
    codeRef: row.code_ref,
  };
}
