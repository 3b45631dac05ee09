import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceProcess } from '@couplekit/testkit';

const MAIN = fileURLToPath(import.meta.resolve('@couplekit/api/main'));
const FAULT = join(import.meta.dirname, 'fault.mjs');

/** What a revision is. */
export interface Revision {
  readonly codeRef: string;
  readonly databaseUrl: string;
  /** What is wrong with it, as `fault.mjs` knows it. @default nothing */
  readonly fault?: string;
  /** Further variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The reference service as a build of its own. */
export function startRevision({ codeRef, databaseUrl, fault, env }: Revision): Promise<ServiceProcess> {
  return ServiceProcess.start(MAIN, {
    DATABASE_URL: databaseUrl,
    CODE_REF: codeRef,
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
    ...(fault !== undefined && { FAULT: fault, NODE_OPTIONS: `--import ${FAULT}` }),
    ...env,
  });
}

/** Something else is wrong with a revision that was started with a fault, `none` included. */
export async function plantFault({ url }: ServiceProcess, fault: string): Promise<void> {
  const { status } = await fetch(`${url}/planted-fault/${fault}`, { method: 'POST' });
  if (status !== 204) throw new Error(`${fault} was not planted: ${status}`);
}
