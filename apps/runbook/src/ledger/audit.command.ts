import type { Command } from 'commander';
import { conclude, ledgerOf, type Cli } from '../cli/cli.js';
import { LedgerTamperedError } from './ledger.js';

/** `audit`: every byte of the ledger is as it was written. */
export function registerAudit(program: Command, cli: Cli): void {
  program
    .command('audit')
    .description('verify the ledger / 장부를 검증합니다')
    .option(
      '--head <hash>',
      'an entry that must be in it, as somebody noted elsewhere / 다른 곳에 적어 둔 해시',
    )
    .action(async ({ head }: { readonly head?: string }) => {
      const ledger = ledgerOf(await cli.runbook());
      const entries = await ledger.read();
      if (head !== undefined && !entries.some(({ hash }) => hash === head)) {
        throw new LedgerTamperedError(ledger.path, { line: entries.length, fault: 'truncated' });
      }
      const last = entries.at(-1)?.hash ?? null;
      conclude(cli, {
        json: { verdict: 'ok', entries: entries.length, head: last },
        text: {
          en: `${entries.length} entries, all as they were written. Head: ${last ?? 'none'}`,
          ko: `기록 ${entries.length}개가 모두 쓰인 그대로예요. 마지막 해시: ${last ?? '없음'}`,
        },
      });
    });
}
