import type { Command } from 'commander';
import { conclude, ledgerOf, type Cli } from '../cli/cli.js';
import { requireRelease } from '../release/require-release.js';
import { followUpReport } from './follow-up-report.js';

/** `report`: what happened to a release, from the ledger. */
export function registerReport(program: Command, cli: Cli): void {
  program
    .command('report <release>')
    .description('what happened, as Markdown / 무슨 일이 있었는지 보고서로 봅니다')
    .action(async (id: string) => {
      const all = await ledgerOf(await cli.runbook()).read();
      requireRelease(all, id);
      const entries = all.filter(({ release }) => release === id);
      const text = { en: followUpReport(entries, 'en'), ko: followUpReport(entries, 'ko') };
      conclude(cli, { json: { release: id, entries }, text });
    });
}
