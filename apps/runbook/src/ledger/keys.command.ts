import type { Command } from 'commander';
import { conclude, type Cli } from '../cli/cli.js';
import { createKey } from './create-key.js';

/** `keys create`: a key of one's own. */
export function registerKeys(program: Command, cli: Cli): void {
  program
    .command('keys')
    .description('keys that sign / 서명 키')
    .command('create <file>')
    .description('write a private key, print its public key / 개인 키를 만들고 공개 키를 보여 줍니다')
    .action(async (file: string) => {
      const publicKey = await createKey(file);
      conclude(cli, {
        json: { file, public_key: publicKey },
        text: { en: publicKey.trimEnd(), ko: publicKey.trimEnd() },
      });
    });
}
