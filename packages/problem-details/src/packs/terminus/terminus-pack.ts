import { HttpException } from '@nestjs/common';
import type { ProblemPack } from '../problem-pack.js';

/**
 * Keeps the answer of a failed health check of @nestjs/terminus as it is: the probes of orchestrators and dashboards read
 * `status`, `info`, `error` and `details`. Still 503 and `no-store`, as `application/json`. Terminus has logged it.
 */
export function terminusPack(): ProblemPack {
  return {
    name: 'terminus',
    read(thrown) {
      if (!(thrown instanceof HttpException) || thrown.getStatus() !== 503) return undefined;
      const report = thrown.getResponse();
      if (!isHealthReport(report)) return undefined;
      return {
        status: 503,
        verbatim: { contentType: 'application/json', body: JSON.stringify(report) },
        isLogged: true,
      };
    },
  };
}

const STATUSES: readonly unknown[] = ['error', 'shutting_down'];

function isHealthReport(report: unknown): boolean {
  if (typeof report !== 'object' || report === null) return false;
  const { status, details } = report as Readonly<Record<string, unknown>>;
  return STATUSES.includes(status) && typeof details === 'object' && details !== null;
}
