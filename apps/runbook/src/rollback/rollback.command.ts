import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { conclude, type Cli } from '../cli/cli.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { lockFile } from '../ledger/file-lock.js';
import { OperatorError } from '../operator-error.js';
import { openWorld } from '../rollout/open-world.js';
import { OUTCOMES } from '../rollout/rollout.command.js';
import type { RolloutWorld } from '../rollout/rollout-world.js';
import { rollBack } from './roll-back.js';

const PAUSE_MS = 500;
/** A running rollout asks the ledger every second. */
const HANDOVER_MS = 10_000;

/** `rollback`: by hand, also in the middle of a rollout. */
export function registerRollback(program: Command, cli: Cli): void {
  program
    .command('rollback <release>')
    .description('all traffic to the last proven revision / 모든 트래픽을 검증된 리비전으로 되돌립니다')
    .requiredOption('--reason <text>', 'for the report / 보고서에 남길 이유')
    .action(async (id: string, { reason }: { readonly reason: string }) => {
      const world = await openWorld(cli, id);
      const { chronicle } = world;
      if (!chronicle.find('rollout.started')) throw new OperatorError({ en: `${id} was never rolled out.`, ko: `${id}은(는) 배포된 적이 없어요.` }); // prettier-ignore
      if (chronicle.find('rollback.completed')) throw new OperatorError({ en: `${id} was rolled back already.`, ko: `${id}은(는) 이미 되돌려졌어요.` }); // prettier-ignore
      const why = { en: reason, ko: reason };
      await chronicle.once('rollback.requested', {}, async () => ({ why }));
      const exitCode = await takeOver(world, { by: 'operator', why });
      conclude(cli, {
        json: { release: id, ...OUTCOMES[exitCode] },
        text: OUTCOMES[exitCode].text,
        exitCode,
      });
    });
}

/** Either a rollout that runs does it, or, when none does, this process. */
async function takeOver(world: RolloutWorld, reason: Parameters<typeof rollBack>[1]): Promise<ExitCode> {
  const path = join(world.folder, 'rollout.lock');
  const attempts = incomplete(world);
  for (;;) {
    try {
      await using _ = await lockFile(path, HANDOVER_MS);
      await world.chronicle.refresh();
      return (await ended(world, attempts)) ?? (await rollBack(world, reason));
    } catch (error) {
      if (!(error instanceof OperatorError) || world.signal.aborted) throw error;
      const by = await ended(world, attempts);
      if (by !== undefined) return by;
      // It is at it: an operator at 3 a.m. has to see the end.
      if (!world.chronicle.find('rollback.started')) throw error;
      await delay(PAUSE_MS);
    }
  }
}

function incomplete({ chronicle }: RolloutWorld): number {
  return chronicle.entries.filter(({ kind }) => kind === 'rollback.incomplete').length;
}

async function ended(world: RolloutWorld, attempts: number): Promise<ExitCode | undefined> {
  await world.chronicle.refresh();
  if (world.chronicle.find('rollback.completed')) return EXIT_CODES.rolledBack;
  return incomplete(world) > attempts ? EXIT_CODES.rollbackIncomplete : undefined;
}
