import { HttpException } from '@nestjs/common';
import { readPacks, type PackSituation } from '../packs/read-packs.js';
import { ProblemException } from '../problem-exception.js';
import type { ProblemRegistry } from '../registry/problem-registry.js';
import { UNFORESEEN, type ProblemReport } from './problem-report.js';
import { readHttpException } from './read-http-exception.js';
import { readTransportError } from './transport-error.js';

/** What a thrown value means. Total: whatever was thrown, even a proxy that throws when it is looked at. */
export function readThrown(
  thrown: unknown,
  registry: ProblemRegistry,
  situation: PackSituation = {},
): ProblemReport {
  try {
    const report = readKnown(thrown, registry, situation);
    return { ...report, definition: report.definition ?? registry.definitionOfStatus(report.status) };
  } catch {
    return { ...UNFORESEEN, definition: registry.definitionOfStatus(UNFORESEEN.status) };
  }
}

function readKnown(thrown: unknown, registry: ProblemRegistry, situation: PackSituation): ProblemReport {
  const definition = registry.definitionOf(thrown);
  if (definition) return { status: definition.status, definition, subject: thrown };
  if (thrown instanceof ProblemException) return readHttpException(thrown);
  const ofPack = readPacks(thrown, registry, situation);
  if (ofPack) return ofPack;
  if (thrown instanceof HttpException) return readHttpException(thrown);
  return readTransportError(thrown) ?? UNFORESEEN;
}
