import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { readCheckpointPublicKey } from '../domain/audit-checkpoint.js';
import { readExport } from '../domain/audit-export.js';
import { AUDIT_FAULTS, type VerificationReport } from '../domain/audit-findings.js';
import { AuditVerifier, type VerifierOptions } from '../domain/audit-verifier.js';
import type { LocalizedText } from '../domain/localized-text.js';
import { print, type Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { EXIT_CODE } from './exit-code.js';
import { readKey, readText } from './files.js';
import { withCoupleCore } from './with-couple-core.js';

interface VerifyOptions {
  readonly database?: string;
  readonly export?: string;
  readonly publicKey?: readonly string[];
  readonly trustedCheckpoint?: string;
  readonly json?: boolean;
}

/** `verify`: is the audit as it was written? */
export function registerVerify(program: Command, cli: Cli): void {
  program
    .command('verify')
    .description('verify the audit of a database, or of an export / 감사 기록을 검증합니다')
    .option('--database <url>', 'the database; default: DATABASE_URL')
    .option('--export <file>', 'an export instead of a database; - for standard input')
    .option('--public-key <file...>', 'who may have signed checkpoints (SPKI PEM)')
    .option('--trusted-checkpoint <file>', 'a checkpoint that was kept somewhere else')
    .option('--json', 'one line of JSON')
    .action(async (options: VerifyOptions) => {
      const verifier = new AuditVerifier(await verifierOptions(options));
      if (options.export === undefined) {
        await withCoupleCore(cli, options.database, ({ audit }) =>
          audit.read({}, (record) => verifier.take(record)),
        );
      } else {
        for await (const record of readExport(linesOf(options.export))) verifier.take(record);
      }
      const report = verifier.finish();
      print(cli, options.json, { json: report, text: inWords(report) });
      cli.exitWith(EXIT_CODE[report.verdict]);
    });
}

async function verifierOptions({
  publicKey = [],
  trustedCheckpoint,
}: VerifyOptions): Promise<VerifierOptions> {
  const publicKeys = await Promise.all(publicKey.map((path) => readKey(path, readCheckpointPublicKey)));
  return {
    publicKeys,
    trusted: trustedCheckpoint === undefined ? undefined : await readTrusted(trustedCheckpoint),
  };
}

async function readTrusted(path: string): Promise<NonNullable<VerifierOptions['trusted']>> {
  const text = await readText(path);
  const match = /"seq":(\d+).*"hash":"([0-9a-f]{64})"/.exec(text);
  const [, seq, hash] = match ?? [];
  if (seq === undefined || hash === undefined) {
    throw new CliError({
      en: `${path} is no checkpoint of couplekit-core.`,
      ko: `${path} 파일은 couplekit-core의 체크포인트가 아닙니다.`,
    });
  }
  return { seq: Number(seq), hash: Buffer.from(hash, 'hex') };
}

function linesOf(path: string): AsyncIterable<string> {
  const input = path === '-' ? process.stdin : createReadStream(path);
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

function inWords(report: VerificationReport): LocalizedText {
  const { verdict, chains, events, withoutFacts, checkpoints, faults, findings, signaturesChecked } = report;
  const list = (language: keyof LocalizedText) =>
    findings.map(({ fault, chain, seq }) => `  ${chain ?? 'checkpoint'} ${seq}  ${fault}: ${AUDIT_FAULTS[fault].text[language]}`); // prettier-ignore
  return {
    en: [
      `${verdict}: ${events} events in ${chains} chains, ${withoutFacts} without facts, ${checkpoints} checkpoints (signatures ${signaturesChecked ? 'checked' : 'not checked'}), ${faults} faults`,
      ...list('en'),
    ].join('\n'),
    ko: [
      `${verdict}: 체인 ${chains}개, 사건 ${events}개, 사실이 없는 사건 ${withoutFacts}개, 체크포인트 ${checkpoints}개(서명 ${signaturesChecked ? '확인함' : '확인하지 않음'}), 이상 ${faults}건`,
      ...list('ko'),
    ].join('\n'),
  };
}
