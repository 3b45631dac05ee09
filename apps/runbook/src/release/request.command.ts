import type { Command } from 'commander';
import { conclude, ledgerOf, signerOf, type Cli } from '../cli/cli.js';
import type { Runbook } from '../config/read-config.js';
import { evidenceOf } from '../evidence/evidence-of.js';
import { EXIT_CODES } from '../exit-codes.js';
import { gateState, openItems } from '../gate/gate-state.js';
import type { LedgerEntry } from '../ledger/ledger-entry.js';
import type { LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';
import { gitChanges } from '../scope/git-changes.js';
import { summarizeChanges } from '../scope/summarize-changes.js';
import { findDryRun } from './find-dry-run.js';
import { releaseId } from './release-id.js';
import { wasRolledBack, type ReleaseRequest } from './release.js';

interface RequestOptions {
  readonly image: string;
  readonly ref: string;
  readonly base: string;
  readonly candidate: string;
  readonly stable: string;
  readonly candidateBuild?: string;
  readonly stableBuild?: string;
  readonly repository: string;
  readonly answer: readonly string[];
}

/** `request`: asks for approval of one image, with everything that proves it. */
export function registerRequest(program: Command, cli: Cli): void {
  program
    .command('request')
    .description('ask for approval / 승인을 요청합니다')
    .requiredOption('--image <digest>', 'the image, NAME@sha256:… or sha256:… / 이미지')
    .requiredOption('--ref <ref>', 'the commit that it is built from / 빌드한 커밋')
    .requiredOption('--base <ref>', 'the commit that serves now / 지금 서비스 중인 커밋')
    .requiredOption('--candidate <revision>', 'the new revision / 새 리비전')
    .requiredOption(
      '--stable <revision>',
      'the revision that serves now, and to go back to / 되돌아갈 리비전',
    )
    .option('--candidate-build <version>', 'its service.version; default: the code_ref of its dry-run')
    .option('--stable-build <version>', 'service.version of the stable one; default: the revision')
    .option('--repository <folder>', 'where the repository is / 저장소', '.')
    .option(
      '--answer <text>',
      'to a question of the scope, in their order; once for each / 질문의 답',
      collect,
      [],
    )
    .action(async (options: RequestOptions) => {
      const runbook = await cli.runbook();
      const signer = await signerOf(cli, runbook);
      const ledger = ledgerOf(runbook);
      const request = await composeRequest(options, runbook, await ledger.read());
      const release = releaseId(request);
      await ledger.append({ kind: 'release.requested', release, facts: { ...request } }, signer);
      conclude(cli, {
        json: { release, ...request },
        text: {
          en: `${release} waits for approval by: ${request.roles.join(', ')}`,
          ko: `${release}: 승인을 기다려요. 필요한 역할: ${request.roles.join(', ')}`,
        },
        exitCode: EXIT_CODES.waiting,
      });
    });
}

async function composeRequest(
  options: RequestOptions,
  runbook: Runbook,
  entries: readonly LedgerEntry[],
): Promise<ReleaseRequest> {
  const image = digestOf(options.image);
  if (wasRolledBack(entries, image)) throw refused({ en: `${image} was rolled back; it does not go out again.`, ko: `${image}은(는) 되돌려진 이미지예요. 다시 내보낼 수 없어요.` }); // prettier-ignore
  const summary = summarizeChanges(await gitChanges(options.repository, options.base, options.ref));
  const answers = summary.questions.map(({ en: question }, at) => ({
    question,
    answer: options.answer[at]?.trim() ?? '',
  }));
  const unanswered = summary.questions.filter((_, at) => !answers[at]?.answer);
  if (unanswered.length > 0) throw waiting(listed('Answer with --answer', unanswered, 'en'), listed('--answer로 답해 주세요', unanswered, 'ko')); // prettier-ignore
  const now = new Date();
  const dryRun = findDryRun(entries, { ref: summary.head, now, days: runbook.config.gate.evidence_days });
  const state = gateState(entries, runbook.config.gate, now);
  const open = openItems(state);
  if (open.length > 0) throw waiting(`The gate is not passed: ${open.join(', ')}.`, `아직 통과하지 못한 항목이 있어요: ${open.join(', ')}.`); // prettier-ignore
  const evidence = {
    'dry-run': dryRun.evidence,
    ...Object.fromEntries(state.map(({ item, proof }) => [item, proof])),
  };
  const store = evidenceOf(runbook);
  const files = [dryRun.evidence, ...state.flatMap(({ evidence: sha256 }) => sha256 ?? [])];
  for (const sha256 of files) await store.read(sha256);
  return {
    image,
    ref: summary.head,
    base: summary.base,
    candidate: options.candidate,
    stable: options.stable,
    builds: {
      candidate: options.candidateBuild ?? dryRun.codeRef,
      stable: options.stableBuild ?? options.stable,
    },
    plan: runbook.config.plan,
    roles: summary.roles,
    answers,
    evidence,
    files,
  };
}

function digestOf(image: string): string {
  const [, digest] = /(?:^|@)(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
  if (digest !== undefined) return digest;
  throw new OperatorError(
    { en: '--image must end with a digest, sha256:… of 64 hex digits.', ko: '--image는 sha256:…(16진수 64자리)로 끝나야 해요.' },
    EXIT_CODES.usage,
  ); // prettier-ignore
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function listed(head: string, texts: readonly LocalizedText[], language: 'ko' | 'en'): string {
  return [`${head}:`, ...texts.map((text) => `  ? ${text[language]}`)].join('\n');
}

function waiting(en: string, ko: string): OperatorError {
  return new OperatorError({ en, ko }, EXIT_CODES.waiting);
}

function refused(text: LocalizedText): OperatorError {
  return new OperatorError(text, EXIT_CODES.fail);
}
