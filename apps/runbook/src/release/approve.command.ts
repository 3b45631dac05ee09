import type { Command } from 'commander';
import { conclude, ledgerOf, signerOf, type Cli } from '../cli/cli.js';
import { EXIT_CODES } from '../exit-codes.js';
import { OperatorError } from '../operator-error.js';
import { requireRelease } from './require-release.js';
import { findRelease, wasRolledBack, type Approval } from './release.js';

const HOUR_MS = 3_600_000;

/** `approve`: somebody other than the requester puts a name to a release. */
export function registerApprove(program: Command, cli: Cli): void {
  program
    .command('approve <release>')
    .description('approve what was requested / 요청된 배포를 승인합니다')
    .action(async (id: string) => {
      const runbook = await cli.runbook();
      const signer = await signerOf(cli, runbook);
      const ledger = ledgerOf(runbook);
      const entries = await ledger.read();
      const { requested, request } = requireRelease(entries, id);
      if (requested.by === signer.name) throw new OperatorError({ en: 'Whoever asks does not approve.', ko: '요청한 사람은 승인할 수 없어요.' }); // prettier-ignore
      if (wasRolledBack(entries, request.image)) throw new OperatorError({ en: 'This image was rolled back.', ko: '되돌려진 이미지예요.' }); // prettier-ignore
      const person = runbook.config.people.find(({ name }) => name === signer.name);
      const roles = request.roles.filter((role) => person?.roles.includes(role));
      if (roles.length === 0) {
        throw new OperatorError({
          en: `${signer.name} has none of the roles that it needs: ${request.roles.join(', ')}.`,
          ko: `${signer.name}에게는 필요한 역할이 없어요: ${request.roles.join(', ')}.`,
        });
      }
      const expiresAt = new Date(Date.now() + runbook.config.approval_hours * HOUR_MS).toISOString();
      const { image, ref, stable, plan, evidence } = request;
      const approval: Approval = { request: requested.hash, roles, expires_at: expiresAt };
      const bound = { image, ref, rollback_to: stable, plan, evidence };
      await ledger.append(
        { kind: 'release.approved', release: id, facts: { ...approval, ...bound } },
        signer,
      );
      const missing = findRelease(await ledger.read(), id, new Date())?.missing ?? [];
      conclude(cli, {
        json: { release: id, ...approval, ...bound, missing },
        text:
          missing.length === 0
            ? {
                en: `${id} is approved until ${expiresAt}.`,
                ko: `${id} 승인 완료. ${expiresAt}까지 유효해요.`,
              }
            : {
                en: `${id} is approved as ${roles.join(', ')}; still needed: ${missing.join(', ')}.`,
                ko: `${id}: ${roles.join(', ')} 승인. 더 필요한 역할: ${missing.join(', ')}.`,
              },
        exitCode: missing.length === 0 ? EXIT_CODES.pass : EXIT_CODES.waiting,
      });
    });
}
