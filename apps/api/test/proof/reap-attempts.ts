import { AttemptReaper } from '@couplekit/couple-core';
import { configureObservability } from '@couplekit/observability';
import { CapturedLines } from '@couplekit/testkit';
import { readApiConfig } from '../../src/api-config.js';
import { connectDatabase } from '../../src/connect-database.js';
import { createApi } from '../../src/create-api.js';

/** What any instance of the service does some time later, now. */
export async function reapAttempts(databaseUrl: string): Promise<void> {
  const config = readApiConfig({ CODE_REF: 'reaper' });
  const app = await createApi({
    config,
    telemetry: configureObservability({ env: {}, global: false }),
    // Closed with the application.
    dataSource: await connectDatabase(databaseUrl, config),
    logDestination: new CapturedLines(),
  });
  await app.init();
  await app.get(AttemptReaper).reap(0);
  await app.close();
}
