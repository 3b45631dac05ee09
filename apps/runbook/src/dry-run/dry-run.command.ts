import type { Command } from 'commander';
import { conclude, ledgerOf, signerOf, type Cli } from '../cli/cli.js';
import { evidenceOf } from '../evidence/evidence-of.js';
import { EXIT_CODES } from '../exit-codes.js';
import { readQuestionnaire } from '../journey/read-questionnaire.js';
import type { Language, LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';
import { dryRun, type DryRunReport } from './dry-run.js';

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
      const report = await dryRun(addresses, await readQuestionnaire());
      const evidence = await evidenceOf(runbook).keep(report);
      const { passed, codeRef } = report;
      const facts = { passed, evidence, ...addresses, ...(codeRef !== undefined && { code_ref: codeRef }) };
      await ledgerOf(runbook).append({ kind: 'dry-run', facts }, signer);
      conclude(cli, {
        json: { ...report, evidence },
        text: tellReport(report, evidence),
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

function tellReport({ passed, journeys }: DryRunReport, evidence: string): LocalizedText {
  const words = {
    en: {
      passed: 'The dry-run passed.',
      failed: 'The dry-run failed.',
      left: 'a session is left over',
      proof: 'Evidence',
    },
    ko: {
      passed: '사전 점검을 통과했어요.',
      failed: '사전 점검에 실패했어요.',
      left: '세션이 남아 있어요',
      proof: '증거',
    },
  };
  const tell = (language: Language) => [
    ...journeys.flatMap(({ name, steps, failed, cleanedUp }) => [
      name,
      ...steps.map(({ step, target, status, ms, requestId }) => `  ${status}  ${String(ms).padStart(5)} ms  ${target}  ${step}  ${requestId}`),
      ...(failed ? [`  ✗ ${failed.step}: ${failed.status} ${failed.problem ?? ''} ${failed.requestId}`] : []),
      ...(cleanedUp ? [] : [`  ✗ ${words[language].left}`]),
    ]),
    `${passed ? words[language].passed : words[language].failed} ${words[language].proof}: ${evidence}`,
  ].join('\n'); // prettier-ignore
  return { en: tell('en'), ko: tell('ko') };
}
