import { InvalidArgumentError, type Command } from 'commander';
import { conclude, ledgerOf, signerOf, type Cli } from '../cli/cli.js';
import { evidenceOf } from '../evidence/evidence-of.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import type { Language, LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';
import { answerItem } from './answer-item.js';
import { GATE_CHECKS } from './gate-checks.js';
import type { GateContext } from './gate-context.js';
import { HUMAN_ITEMS, type CheckResult, type GateCheck, type GateVerdict } from './gate-item.js';
import { gateState, openItems } from './gate-state.js';

interface GateOptions {
  readonly candidate: string;
  readonly only?: string;
  readonly browser?: string;
}

/** `gate`: the release checklist; `gate answer`: what only a person can say. */
export function registerGate(program: Command, cli: Cli): void {
  const gate = program.command('gate').description('the release checklist / 배포 점검표');
  gate
    .command('check', { isDefault: true })
    .description('check what a program can check / 프로그램이 확인할 수 있는 항목')
    .requiredOption('--candidate <url>', 'the candidate / 후보 리비전의 주소')
    .option('--only <item>', `one of: ${GATE_CHECKS.map(({ item }) => item).join(', ')}`, knownItem)
    .option('--browser <path>', 'Chromium; default: that of Playwright / 사용할 Chromium')
    .action((options: GateOptions) => checkItems(cli, options));
  gate
    .command('answer <item> <yes|no>')
    .description(`answer for: ${HUMAN_ITEMS.map(({ item }) => item).join(', ')} / 사람이 답하는 항목`)
    .requiredOption('--note <text>', 'what you looked at / 무엇을 확인했나요')
    .action((item: string, answer: string, { note }: { readonly note: string }) => answerItem(cli, { item, answer, note })); // prettier-ignore
}

async function checkItems(cli: Cli, { candidate, only, browser }: GateOptions): Promise<void> {
  const runbook = await cli.runbook();
  const signer = await signerOf(cli, runbook);
  const [ledger, store] = [ledgerOf(runbook), evidenceOf(runbook)];
  const context = {
    candidate: candidate.replace(/\/+$/, ''),
    runbook,
    browser,
    databaseUrl: cli.env['DATABASE_URL'],
  };
  const results: { readonly item: string; readonly verdict: GateVerdict; readonly text: LocalizedText }[] =
    [];
  for (const check of GATE_CHECKS.filter(({ item }) => only === undefined || item === only)) {
    const { verdict, text, evidence } = await outcomeOf(check, context);
    const facts = {
      item: check.item,
      verdict,
      evidence: await store.keep(evidence),
      candidate: context.candidate,
    };
    await ledger.append({ kind: 'gate.checked', facts }, signer);
    results.push({ item: check.item, verdict, text });
  }
  const state = gateState(await ledger.read(), runbook.config.gate, new Date());
  const open = openItems(state);
  conclude(cli, {
    json: { results, state, open },
    text: { en: tell(results, open, 'en'), ko: tell(results, open, 'ko') },
    exitCode: exitCodeOf(only === undefined ? state : results),
  });
}

/** What cannot be checked did not pass. */
async function outcomeOf(check: GateCheck<GateContext>, context: GateContext): Promise<CheckResult> {
  try {
    return await check.check(context);
  } catch (error) {
    const text = error instanceof OperatorError ? error.text : { en: String(error), ko: String(error) };
    return { verdict: 'fail', text, evidence: { error: text.en } };
  }
}

function exitCodeOf(items: readonly { readonly verdict: GateVerdict }[]): ExitCode {
  if (items.some(({ verdict }) => verdict === 'fail')) return EXIT_CODES.fail;
  return items.some(({ verdict }) => verdict === 'waiting') ? EXIT_CODES.waiting : EXIT_CODES.pass;
}

const SIGNS = { pass: '✓', fail: '✗', waiting: '…' } as const;

function tell(
  results: readonly { readonly item: string; readonly verdict: GateVerdict; readonly text: LocalizedText }[],
  open: readonly string[],
  language: Language,
): string {
  const titles = new Map(GATE_CHECKS.map(({ item, title }) => [item, title]));
  const lines = results.map(({ item, verdict, text }) => `${SIGNS[verdict]} ${titles.get(item)?.[language] ?? item}: ${text[language]}`); // prettier-ignore
  const questions = HUMAN_ITEMS.filter(({ item }) => open.includes(item)).map(({ item, question }) => `? ${item}: ${question[language]}`); // prettier-ignore
  const passed = { en: 'The gate is passed.', ko: '모든 항목을 통과했어요.' };
  const waits = { en: `Open: ${open.join(', ')}`, ko: `남은 항목: ${open.join(', ')}` };
  return [...lines, ...questions, (open.length === 0 ? passed : waits)[language]].join('\n');
}

function knownItem(value: string): string {
  if (GATE_CHECKS.some(({ item }) => item === value)) return value;
  throw new InvalidArgumentError(`one of: ${GATE_CHECKS.map(({ item }) => item).join(', ')}`);
}
