import { HttpException } from '@nestjs/common';
import type { ProblemRegistry } from './problem-registry.js';
import { UNFORESEEN, type ProblemReport } from './problem-report.js';
import { readHttpException } from './read-http-exception.js';
import { readTransportError } from './transport-error.js';

/** What a thrown value means. Total: whatever was thrown, even a proxy that throws when it is looked at. */
export function readThrown(thrown: unknown, registry: ProblemRegistry): ProblemReport {
  try {
    const report = readKnown(thrown, registry);
    return { ...report, definition: report.definition ?? registry.definitionOfStatus(report.status) };
  } catch {
    return { ...UNFORESEEN, definition: registry.definitionOfStatus(UNFORESEEN.status) };
  }
}

function readKnown(thrown: unknown, registry: ProblemRegistry): ProblemReport {
  const definition = registry.definitionOf(thrown);
  if (definition) return { status: definition.status, definition, subject: thrown };
  if (thrown instanceof HttpException) return readHttpException(thrown);
  return readTransportError(thrown) ?? UNFORESEEN;
}
