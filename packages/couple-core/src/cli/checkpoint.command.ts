import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { keyId, readCheckpointKey } from '../domain/audit-checkpoint.js';
import { print, type Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { readKey } from './files.js';
import { withCoupleCore } from './with-couple-core.js';

interface CheckpointOptions {
  readonly database?: string;
  readonly key: string;
  readonly json?: boolean;
}

/** `checkpoint` signs where the chains end now; `keygen` makes a key for it. */
export function registerCheckpoint(program: Command, cli: Cli): void {
  program
    .command('checkpoint')
    .description(
      'sign where the chains end; keep what it prints / 체인의 끝에 서명합니다. 출력은 따로 보관하세요',
    )
    .requiredOption('--key <file>', 'Ed25519 private key (PKCS #8 PEM)')
    .option('--database <url>', 'the database; default: DATABASE_URL')
    .option('--json', 'one line of JSON, which verify --trusted-checkpoint reads')
    .action(async (options: CheckpointOptions) => {
      const key = await readKey(options.key, readCheckpointKey);
      const made = await withCoupleCore(cli, options.database, ({ checkpoints }) =>
        checkpoints.checkpoint(key),
      );
      const hash = made?.hash.toString('hex');
      print(cli, options.json, {
        json: made ? { seq: made.seq, hash, chains: made.heads.length } : { seq: null },
        text: made
          ? {
              en: `Checkpoint ${made.seq} of ${made.heads.length} chains: ${hash}`,
              ko: `체인 ${made.heads.length}개의 체크포인트 ${made.seq}: ${hash}`,
            }
          : {
              en: 'Nothing has changed since the last checkpoint.',
              ko: '마지막 체크포인트 뒤로 바뀐 것이 없습니다.',
            },
      });
    });
  program
    .command('keygen')
    .description('make an Ed25519 key pair for checkpoints / 체크포인트용 키 쌍을 만듭니다')
    .requiredOption('--output <file>', 'the private key; the public one gets .pub appended')
    .option('--json', 'one line of JSON')
    .action(async ({ output, json }: { readonly output: string; readonly json?: boolean }) => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      await writeNew(output, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
      await writeNew(`${output}.pub`, publicKey.export({ type: 'spki', format: 'pem' }).toString());
      print(cli, json, {
        json: { key_id: keyId(publicKey), private: output, public: `${output}.pub` },
        text: { en: `Key ${keyId(publicKey)} is in ${output}.`, ko: `키 ${keyId(publicKey)}: ${output}` },
      });
    });
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new CliError(
      {
        en: `${path} cannot be written, or exists already.`,
        ko: `${path} 파일을 쓸 수 없거나 이미 있습니다.`,
      },
      { cause },
    );
  }
}
