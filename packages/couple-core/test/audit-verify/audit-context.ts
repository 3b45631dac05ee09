import { createHash } from 'node:crypto';
import {
  AuditReader,
  AuditVerifier,
  ErasureService,
  exportEnd,
  exportHeader,
  exportLine,
  type VerificationReport,
  type VerifierOptions,
} from '../../src/index.js';
import { answers, joinedCouple, type CoupleContext } from '../couple-context.js';

/** A couple with five events: two of them failures. */
export async function coupleWithEvents(context: CoupleContext): Promise<string> {
  const { id, a, b } = await joinedCouple(context);
  await context.couples.upsertResponses(a, id, answers(1));
  await context.couples.computeResult(b, id).catch(() => undefined);
  await context.couples.getResult(b, id).catch(() => undefined);
  await context.couples.computeResult(a, id).catch(() => undefined);
  return id;
}

/** Erases the facts of a session as a partner would. */
export const erased = (context: CoupleContext, id: string) =>
  context.app.get(ErasureService).eraseSession({ kind: 'operator' }, id);

export async function verified(
  context: CoupleContext,
  options: VerifierOptions = {},
): Promise<VerificationReport> {
  const verifier = new AuditVerifier(options);
  await context.app.get(AuditReader).read({}, (record) => verifier.take(record));
  return verifier.finish();
}

/** The lines of an export. */
export async function exported(context: CoupleContext): Promise<string[]> {
  const lines = [exportHeader()];
  await context.app.get(AuditReader).read({}, (record) => void lines.push(exportLine(record)));
  return [...lines, exportEnd(lines.length - 1)].map((line) => line.trimEnd());
}

/** Changes the database as somebody could who owns it. */
export async function tamper(
  { dataSource }: CoupleContext,
  ...statements: readonly (readonly [string, ...unknown[]])[]
): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query("SET LOCAL session_replication_role = 'replica'");
    for (const [sql, ...parameters] of statements) await manager.query(sql, parameters);
  });
}

/** Rewrites an event and everything after it so that the chain fits together again. */
export async function forge({ dataSource }: CoupleContext, chain: string, keep: number): Promise<void> {
  const [last] = await dataSource.query<{ hash: Buffer }[]>(
    'SELECT hash FROM couple_audit_event WHERE chain = $1 AND seq = $2',
    [chain, keep],
  );
  const hash = last?.hash ?? createHash('sha256').update(chain).digest();
  await dataSource.transaction(async (manager) => {
    await manager.query("SET LOCAL session_replication_role = 'replica'");
    await manager.query('DELETE FROM couple_audit_event WHERE chain = $1 AND seq > $2', [chain, keep]);
    await manager.query('UPDATE couple_audit_chain SET last_seq = $2, last_hash = $3 WHERE chain = $1', [
      chain,
      keep,
      hash,
    ]);
  });
}
