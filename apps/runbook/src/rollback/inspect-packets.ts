import { join } from 'node:path';
import * as v from 'valibot';
import { OperatorError } from '../operator-error.js';
import type { RolloutWorld } from '../rollout/rollout-world.js';
import { runTool, type ToolRun } from '../tools/run-tool.js';

const REPORT = v.object({ count: v.number() });
const CORE = { package: '@couplekit/couple-core', bin: 'couplekit-core' } as const;

/** What was found among decision packets. */
export interface PacketInspection {
  readonly damaged: number;
  readonly removed: number;
  /** File that holds what was removed. */
  readonly backup?: string;
}

/**
 * Looks at every decision packet with couple-core's inspector; damaged ones are removed after a backup, so that the couple can
 * be computed again, unless there are more than the plan's cap.
 * @throws {OperatorError} when they cannot be inspected, or are too many
 */
export async function inspectPackets({
  databaseUrl,
  plan,
  folder,
  chronicle,
}: RolloutWorld): Promise<PacketInspection> {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const damaged = countIn(await runTool(CORE, ['packets', 'inspect', '--json'], env));
  if (damaged === 0) return { damaged, removed: 0 };
  const backup = join(folder, `packets.${chronicle.release}.jsonl`);
  const bounds = ['--cap', String(plan.packet_cap), '--backup', backup];
  return {
    damaged,
    removed: countIn(await runTool(CORE, ['packets', 'remove', '--json', ...bounds], env)),
    backup,
  };
}

/** Looks at every decision packet, and changes nothing. @throws {OperatorError} when they cannot be inspected */
export async function countDamagedPackets(databaseUrl: string): Promise<number> {
  return countIn(
    await runTool(CORE, ['packets', 'inspect', '--json'], { ...process.env, DATABASE_URL: databaseUrl }),
  );
}

function countIn({ out, err }: ToolRun): number {
  const report = out.trim() === '' ? undefined : v.safeParse(REPORT, JSON.parse(out));
  if (report?.success) return report.output.count;
  const reason = err.trim().split('\n').at(-1) ?? '';
  throw new OperatorError({
    en: `Decision packets could not be inspected: ${reason}`,
    ko: `결정 패킷을 확인하지 못했어요: ${reason}`,
  });
}
