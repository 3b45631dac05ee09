import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { exportEnd, exportHeader, exportLine } from '../domain/audit-export.js';
import type { AuditRecord } from '../domain/audit-records.js';
import type { Cli } from './cli.js';
import { withCoupleCore } from './with-couple-core.js';

interface ExportOptions {
  readonly database?: string;
  readonly chain?: string;
  readonly facts: boolean;
  readonly output?: string;
}

/** `export`: the audit as JSON lines, to be verified elsewhere. */
export function registerExport(program: Command, cli: Cli): void {
  program
    .command('export')
    .description('write the audit as lines of JSON / 감사 기록을 JSON 줄로 내보냅니다')
    .option('--database <url>', 'the database; default: DATABASE_URL')
    .option('--chain <id>', 'one session alone, without checkpoints')
    .option('--no-facts', 'leave the facts of events out')
    .option('--output <file>', 'a file instead of standard output')
    .action((options: ExportOptions) =>
      withCoupleCore(cli, options.database, async ({ audit }) => {
        const file =
          options.output === undefined ? undefined : createWriteStream(options.output, { mode: 0o600 });
        const write = writerTo(file ?? cli.out);
        let records = 0;
        await write(exportHeader());
        await audit.read({ chain: options.chain }, async (record) => {
          records++;
          await write(exportLine(options.facts ? record : withoutFacts(record)));
        });
        await write(exportEnd(records));
        if (file) await finished(file.end());
      }),
    );
}

/** Waits while the reader is slower: memory stays constant. */
function writerTo(stream: NodeJS.WritableStream): (text: string) => Promise<void> {
  return async (text) => {
    if (!stream.write(text)) await once(stream, 'drain');
  };
}

function withoutFacts(record: AuditRecord): AuditRecord {
  return record.kind === 'event' ? { ...record, payload: undefined } : record;
}
