import type { Runbook } from '../config/read-config.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { Ledger } from '../ledger/ledger.js';
import { openSigner, type Signer } from '../ledger/signer.js';
import type { Language, LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';

/** Options that every command has. */
export interface GlobalOptions {
  readonly config: string;
  readonly key?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

/** What a command knows of the world around it. */
export interface Cli {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly options: () => GlobalOptions;
  readonly language: () => Language;
  readonly runbook: () => Promise<Runbook>;
  /** Aborted when somebody asks the process to end. */
  readonly signal: AbortSignal;
  /** How the process ends when everything is done. */
  readonly exitWith: (code: ExitCode) => void;
}

/** What a command has to say at its end. */
export interface Outcome {
  readonly json: object;
  readonly text: LocalizedText;
  /** @default pass */
  readonly exitCode?: ExitCode;
}

/** Prints what people read, or with `--json` one line of JSON, and decides how the process ends. */
export function conclude(cli: Cli, { json, text, exitCode = EXIT_CODES.pass }: Outcome): void {
  cli.out.write(`${cli.options().json ? JSON.stringify(json) : text[cli.language()]}\n`);
  cli.exitWith(exitCode);
}

/** The ledger that the configuration names. */
export function ledgerOf({ config, trusted, pathOf }: Runbook): Ledger {
  return new Ledger(pathOf(config.ledger), trusted);
}

/**
 * Whoever runs the command, by `--key` or `COUPLEKIT_KEY`.
 * @throws {OperatorError} without a key, or with one of nobody
 */
export async function signerOf(cli: Cli, { trusted }: Runbook): Promise<Signer> {
  const file = cli.options().key ?? cli.env['COUPLEKIT_KEY'];
  if (file === undefined) {
    throw new OperatorError(
      {
        en: 'Give your private key with --key or COUPLEKIT_KEY: what you do is signed.',
        ko: '--key나 COUPLEKIT_KEY로 개인 키를 주세요. 하는 일마다 서명이 남아요.',
      },
      EXIT_CODES.usage,
    );
  }
  return openSigner(file, trusted);
}

/**
 * The service's database: decision packets are inspected on the way back.
 * @throws {OperatorError} without `DATABASE_URL`
 */
export function requireDatabase({ env }: Pick<Cli, 'env'>): string {
  const databaseUrl = env['DATABASE_URL'];
  if (databaseUrl !== undefined) return databaseUrl;
  throw new OperatorError(
    {
      en: 'DATABASE_URL is not set: decision packets are inspected on the way back.',
      ko: 'DATABASE_URL이 없어요. 되돌릴 때 결정 패킷을 확인해야 해요.',
    },
    EXIT_CODES.usage,
  );
}
