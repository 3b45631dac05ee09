import type { Command } from 'commander';
import { PacketCapExceededError } from '../domain/packet-cap-exceeded-error.js';
import { PACKET_FAULTS } from '../domain/packet-inspection.js';
import type { PacketFinding } from '../retention/packet-inspector.js';
import { print, type Cli } from './cli.js';
import { CliError } from './cli-error.js';
import { EXIT_CODE } from './exit-code.js';
import { withCoupleCore } from './with-couple-core.js';

interface PacketOptions {
  readonly database?: string;
  readonly json?: boolean;
}

/** `packets inspect` and `packets remove`: decision packets that an older writer left. */
export function registerPackets(program: Command, cli: Cli): void {
  const packets = program.command('packets').description('decision packets / 결정 패킷');
  packets
    .command('inspect')
    .description('find packets that are not whole; changes nothing / 온전하지 않은 패킷을 찾습니다')
    .option('--database <url>', 'the database; default: DATABASE_URL')
    .option('--json', 'one line of JSON')
    .action(async (options: PacketOptions) => {
      const found = await withCoupleCore(cli, options.database, async ({ packets: inspector }) => {
        const findings: PacketFinding[] = [];
        for await (const finding of inspector.inspectPackets()) findings.push(finding);
        return findings;
      });
      report(cli, options.json, found);
      if (found.length > 0) cli.exitWith(EXIT_CODE.findings);
    });
  packets
    .command('remove')
    .description('remove them, after a backup / 백업한 뒤 지웁니다')
    .requiredOption('--cap <n>', 'refuse when there are more', wholeNumber)
    .requiredOption('--backup <file>', 'what is removed is appended here first')
    .option('--database <url>', 'the database; default: DATABASE_URL')
    .option('--json', 'one line of JSON')
    .action(async (options: PacketOptions & { readonly cap: number; readonly backup: string }) => {
      const removed = await withCoupleCore(cli, options.database, ({ packets: inspector }) =>
        inspector.removeIncomplete(options).catch(explain),
      );
      report(cli, options.json, removed);
    });
}

function report(cli: Cli, json: boolean | undefined, findings: readonly PacketFinding[]): void {
  const lines = (language: 'en' | 'ko') =>
    findings.map(({ sessionId, fault }) => `  ${sessionId}  ${fault}: ${PACKET_FAULTS[fault][language]}`);
  print(cli, json, {
    json: { count: findings.length, findings },
    text: {
      en: [`${findings.length} packets`, ...lines('en')].join('\n'),
      ko: [`패킷 ${findings.length}개`, ...lines('ko')].join('\n'),
    },
  });
}

function explain(error: unknown): never {
  if (!(error instanceof PacketCapExceededError)) throw error;
  const { found, cap } = error;
  throw new CliError({
    en: error.message,
    ko: `온전하지 않은 패킷이 ${found}개로 한도 ${cap}개를 넘어서 아무것도 지우지 않았습니다.`,
  });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new CliError({ en: '--cap must be a whole number.', ko: '--cap은 정수여야 합니다.' });
  }
  return Number(text);
}
