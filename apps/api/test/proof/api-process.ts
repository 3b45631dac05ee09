import { join } from 'node:path';
import { ServiceProcess } from '@couplekit/testkit';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

/** The built service as a process of its own. @param env besides, or in place of, what every one has */
export function startApiProcess(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServiceProcess> {
  return ServiceProcess.start(MAIN, {
    DATABASE_URL: databaseUrl,
    CODE_REF: 'kill-test',
    RATE_LIMITS: 'off',
    ...env,
  });
}
