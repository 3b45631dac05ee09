import type { Command } from 'commander';
import { conclude, ledgerOf, signerOf, type Cli } from '../cli/cli.js';
import { evidenceOf } from '../evidence/evidence-of.js';
import { EXIT_CODES } from '../exit-codes.js';
import { readQuestionnaire } from '../journey/read-questionnaire.js';
import { OperatorError } from '../operator-error.js';
import { progressOf } from '../progress/progress.js';
import { dryRun } from './dry-run.js';
import { rehearsed } from './rehearsed.js';
import { tellDryRun } from './tell-dry-run.js';

interface DryRunOptions {
  readonly stable?: string;
}

/** `dry-run`: the whole journey against a candidate that has no traffic yet. */
export function registerDryRun(program: Command, cli: Cli): void {
  program
    .command('dry-run <url>')
    .description('take the journey on a candidate / 후보 리비전에서 전체 여정을 해 봅니다')
    .option(
      '--stable <url>',
      'the revision that serves now: journeys change between the two / 지금 서비스 중인 리비전',
    )
    .action(async (url: string, { stable }: DryRunOptions) => {
      const runbook = await cli.runbook();
      const signer = await signerOf(cli, runbook);
      const addresses = { candidate: baseUrl(url), ...(stable !== undefined && { stable: baseUrl(stable) }) };
      const questionnaire = await readQuestionnaire();
      const progress = progressOf(cli);
      const journeys = await progress({ en: 'Journeys', ko: '여정' }, () => dryRun(addresses, questionnaire));
      const report = {
        ...journeys,
        ...(await rehearsed(cli, runbook, { candidate: addresses.candidate, questionnaire })),
      };
      const evidence = await evidenceOf(runbook).keep(report);
      const passed = report.passed && report.rehearsal.state !== 'failed';
      const { codeRef } = report;
      const facts = {
        passed,
        rehearsal: report.rehearsal.state,
        evidence,
        ...addresses,
        ...(codeRef !== undefined && { code_ref: codeRef }),
      };
      await ledgerOf(runbook).append({ kind: 'dry-run', facts }, signer);
      conclude(cli, {
        json: { ...report, passed, evidence },
        text: tellDryRun({ ...report, passed }, evidence),
        exitCode: passed ? EXIT_CODES.pass : EXIT_CODES.fail,
      });
    });
}

/** @throws {OperatorError} for what is no http address */
function baseUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw new OperatorError(
    { en: `${text} is no http or https URL.`, ko: `${text}은(는) http나 https 주소가 아니에요.` },
    EXIT_CODES.usage,
  );
}
