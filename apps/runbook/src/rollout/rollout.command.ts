import { join } from 'node:path';
import type { Command } from 'commander';
import { conclude, ledgerOf, type Cli } from '../cli/cli.js';
import { evidenceOf } from '../evidence/evidence-of.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { lockFile } from '../ledger/file-lock.js';
import type { LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';
import { requireRelease } from '../release/require-release.js';
import { wasRolledBack, type Release } from '../release/release.js';
import { openWorld } from './open-world.js';
import { rollOut } from './roll-out.js';

const LOCK_PATIENCE_MS = 2_000;

/** `rollout`: the approved release gets its traffic, step by step; after an interruption, the rest of it. */
export function registerRollout(program: Command, cli: Cli): void {
  program
    .command('rollout <release>')
    .description(
      'give traffic step by step, watched; resumes / 단계별로 트래픽을 옮기며 지켜봅니다(이어서 실행 가능)',
    )
    .action(async (id: string) => {
      const world = await openWorld(cli, id);
      await using _ = await lockFile(join(world.folder, 'rollout.lock'), LOCK_PATIENCE_MS);
      await world.chronicle.refresh();
      await requireStartable(cli, id);
      const exitCode = await rollOut(world);
      conclude(cli, {
        json: { release: id, ...OUTCOMES[exitCode] },
        text: OUTCOMES[exitCode].text,
        exitCode,
      });
    });
}

/** How a rollout, or a rollback, can end. */
export const OUTCOMES: Readonly<Record<ExitCode, { readonly outcome: string; readonly text: LocalizedText }>> = {
  [EXIT_CODES.pass]: { outcome: 'completed', text: { en: 'All traffic is with the candidate.', ko: '모든 트래픽이 새 리비전으로 갔어요.' } },
  [EXIT_CODES.fail]: { outcome: 'failed', text: { en: 'It failed.', ko: '실패했어요.' } },
  [EXIT_CODES.waiting]: { outcome: 'waiting', text: { en: 'Stopped; traffic stays as it is, and nobody watches. Run it again to go on.', ko: '멈췄어요. 트래픽은 그대로이고 지켜보는 사람이 없어요. 다시 실행하면 이어집니다.' } },
  [EXIT_CODES.rolledBack]: { outcome: 'rolled-back', text: { en: 'Rolled back; the follow-up report is beside the ledger.', ko: '되돌렸어요. 후속 보고서는 장부 옆에 있어요.' } },
  [EXIT_CODES.rollbackIncomplete]: { outcome: 'rollback-incomplete', text: { en: 'The rollback is not complete; run couplekit rollback again.', ko: '되돌리기가 끝나지 않았어요. couplekit rollback을 다시 실행하세요.' } },
  [EXIT_CODES.ledgerTampered]: { outcome: 'ledger-tampered', text: { en: 'The ledger was tampered with.', ko: '장부가 변조됐어요.' } },
  [EXIT_CODES.usage]: { outcome: 'usage', text: { en: 'It was called wrongly.', ko: '사용법이 달라요.' } },
}; // prettier-ignore

/** What was begun may end, whatever has changed since; what is new needs everything. */
async function requireStartable(cli: Cli, id: string): Promise<void> {
  const runbook = await cli.runbook();
  const entries = await ledgerOf(runbook).read();
  const release = requireRelease(entries, id);
  const kinds = new Set(entries.filter((entry) => entry.release === id).map(({ kind }) => kind));
  if (kinds.has('rollout.started')) return;
  if (wasRolledBack(entries, release.request.image)) throw refused({ en: 'This image was rolled back; it does not go out again.', ko: '되돌려진 이미지예요. 다시 나갈 수 없어요.' }); // prettier-ignore
  requireApproval(release);
  const other = unfinished(entries.map(({ kind, release: of }) => ({ kind, of })));
  if (other !== undefined)
    throw refused({ en: `${other} is not finished.`, ko: `${other} 배포가 아직 끝나지 않았어요.` });
  const store = evidenceOf(runbook);
  for (const sha256 of release.request.files) await store.read(sha256);
}

function requireApproval({ id, missing }: Release): void {
  if (missing.length === 0) return;
  const roles = missing.join(', ');
  throw new OperatorError(
    { en: `${id} is not approved as: ${roles}.`, ko: `${id}: 승인이 필요한 역할이 있어요: ${roles}.` },
    EXIT_CODES.waiting,
  );
}

function unfinished(
  entries: readonly { readonly kind: string; readonly of: string | undefined }[],
): string | undefined {
  const ended = new Set(entries.filter(({ kind }) => ['rollout.completed', 'rollback.completed'].includes(kind)).map(({ of }) => of)); // prettier-ignore
  return entries.find(({ kind, of }) => kind === 'rollout.started' && !ended.has(of))?.of;
}

function refused(text: LocalizedText): OperatorError {
  return new OperatorError(text);
}
