import { CommitUnknownError } from '@couplekit/couple-core';
import { postgresPack, type ProblemPack } from '@couplekit/problem-details';

const DEFAULT_PORT = 5432;

/**
 * Tells clients when the database is away (503, with `Retry-After`) or takes too long (504). Of the constraints, couple-core
 * leaves none for a client to break: one that is broken is a fault of the service, and has to stay a 500, which is logged.
 * So has a COMMIT of unknown outcome, since nobody may be told to try that again.
 */
export function databasePack(databaseUrl: string | undefined): ProblemPack {
  const port = Number(URL.parse(databaseUrl ?? '')?.port || DEFAULT_PORT);
  const postgres = postgresPack({ ports: [port] });
  return {
    name: postgres.name,
    read(thrown, lost) {
      if (thrown instanceof CommitUnknownError) return undefined;
      const report = postgres.read(thrown, lost);
      return report && report.status > 500 ? report : undefined;
    },
  };
}
