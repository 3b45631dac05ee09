import type { Command } from 'commander';
import { SessionNotFoundError } from '../domain/access-errors.js';
import { print, type Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { withCoupleCore } from './with-couple-core.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `erase`: everything personal of one session. */
export function registerErase(program: Command, cli: Cli): void {
  program
    .command('erase <session-id>')
    .description('erase a session, and print the receipt / 세션을 지우고 영수증을 보여 줍니다')
    .option('--database <url>', 'the database; default: DATABASE_URL')
    .option('--json', 'one line of JSON')
    .action(async (sessionId: string, options: { readonly database?: string; readonly json?: boolean }) => {
      if (!UUID.test(sessionId)) throw notFound();
      const receipt = await withCoupleCore(cli, options.database, ({ erasures }) =>
        erasures.eraseSession({ kind: 'operator' }, sessionId.toLowerCase()).catch(explain),
      );
      const { removed, audit, erasedAt } = receipt;
      const rows = Object.values(removed).reduce((sum, count) => sum + count, 0);
      print(cli, options.json, {
        json: receipt,
        text: {
          en: `Erased at ${erasedAt.toISOString()}: ${rows} rows; audit event ${audit.seq}, ${audit.hash}`,
          ko: `${erasedAt.toISOString()}에 지웠습니다. 행 ${rows}개, 감사 사건 ${audit.seq}, ${audit.hash}`,
        },
      });
    });
}

function explain(error: unknown): never {
  throw error instanceof SessionNotFoundError ? notFound() : error;
}

function notFound(): CliError {
  return new CliError({ en: 'There is no such session.', ko: '해당하는 세션이 없습니다.' });
}
