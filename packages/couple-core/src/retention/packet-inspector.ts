import { open, type FileHandle } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { CoupleUnitOfWork } from '../application/couple-unit-of-work.js';
import { PacketCapExceededError } from '../domain/packet-cap-exceeded-error.js';
import { inspectPacket, type PacketFault, type StoredResult } from '../domain/packet-inspection.js';
import { sha256 } from '../domain/sha256.js';
import { STORED_RESULT, storedResult, type StoredResultRow } from '../persistence/packet.store.js';
import { SingleStatements } from '../persistence/single-statements.js';

/** A packet that is not whole. */
export interface PacketFinding {
  readonly sessionId: string;
  readonly fault: PacketFault;
  /** False for what this build only cannot judge. */
  readonly removable: boolean;
}

/** How many packets may be removed, and where they are kept. */
export interface PacketRemoval {
  /** More findings than this are not removed, not even some of them. */
  readonly cap: number;
  /** A file that each removed row is appended to, as one line of JSON, before it is removed. */
  readonly backup: string;
}

const PAGE = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Finds decision packets that an older writer left incomplete; this one cannot write any. */
@Injectable()
export class PacketInspector {
  constructor(
    private readonly unitOfWork: CoupleUnitOfWork,
    private readonly statements: SingleStatements,
  ) {}

  /** Looks at every packet, in the order of the sessions; changes nothing. */
  async *inspectPackets(): AsyncGenerator<PacketFinding> {
    for (let after = BEFORE_ALL; ;) {
      const rows = await this.statements.query<StoredResultRow>(
        `SELECT ${STORED_RESULT.columns} FROM ${STORED_RESULT.from}
         WHERE s.id > $1 AND (s.stage3_completed OR p.session_id IS NOT NULL)
         ORDER BY s.id LIMIT ${PAGE}`,
        [after],
      );
      for (const row of rows) {
        const fault = inspectPacket(storedResult(row));
        if (fault) yield { sessionId: row.id, fault, removable: isRemovable(fault) };
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.id;
    }
  }

  /**
   * Removes the removable findings, each in a unit of work that also says so in the session's audit chain; the session
   * can be computed again. What is removed is in the backup, on the disk, before it is gone.
   * @returns what was removed
   * @throws {PacketCapExceededError} when there are more than `cap`; nothing is removed then
   * @throws {RangeError} when `cap` is not a whole number
   */
  async removeIncomplete({ cap, backup }: PacketRemoval): Promise<readonly PacketFinding[]> {
    // Nothing exceeds NaN.
    if (!Number.isSafeInteger(cap) || cap < 0) throw new RangeError('cap must be a whole number, 0 or more.');
    const findings: PacketFinding[] = [];
    for await (const finding of this.inspectPackets()) if (finding.removable) findings.push(finding);
    if (findings.length > cap) throw new PacketCapExceededError(findings.length, cap);
    if (findings.length === 0) return [];
    await using file = await open(backup, 'a', 0o600);
    const removed: PacketFinding[] = [];
    for (const { sessionId } of findings) {
      const fault = await this.remove(sessionId, file);
      if (fault) removed.push({ sessionId, fault, removable: true });
    }
    return removed;
  }

  /** Looks again under the lock: somebody may have erased or computed the session meanwhile. */
  private remove(sessionId: string, backup: FileHandle): Promise<PacketFault | undefined> {
    const useCase = { name: 'packets.remove', actor: { kind: 'operator' }, sessionId } as const;
    return this.unitOfWork.run(useCase, async (store) => {
      const stored = await store.packets.lock(sessionId);
      const fault = stored && inspectPacket(stored);
      if (!stored || !fault || !isRemovable(fault)) return undefined;
      const line = backupLine(sessionId, fault, stored);
      await backup.appendFile(line);
      await backup.sync();
      await store.packets.remove(sessionId);
      await store.audit.append(sessionId, {
        type: 'packets.removed',
        facts: { fault, backup_sha256: sha256(line).toString('hex') },
      });
      return fault;
    });
  }
}

function isRemovable(fault: PacketFault): boolean {
  return fault !== 'unknown-model';
}

function backupLine(sessionId: string, fault: PacketFault, { packet }: StoredResult): string {
  const kept = packet && {
    bytes: packet.bytes.toString('base64'),
    sha256: packet.sha256.toString('hex'),
    code_ref: packet.codeRef,
    model_id: packet.modelId,
  };
  return `${JSON.stringify({ session_id: sessionId, fault, packet: kept ?? null })}\n`;
}
