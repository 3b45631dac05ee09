import { startLocalPostgres } from '@couplekit/local-postgres';
import { Logger } from '@nestjs/common';
import { readApiConfig, type ApiConfig } from './api-config.js';
import { connectDatabase } from './connect-database.js';
import { createApi } from './create-api.js';
import { openLog } from './open-log.js';
import { portError, requireFreePort } from './port-check.js';
import { startTelemetry } from './start-telemetry.js';
import { StopSequence } from './stop-sequence.js';

/** A stop that takes longer is cut off: before a platform kills the process, as Cloud Run does after 10 s. */
const STOP_WITHIN_MS = 9_000;
/** With a PostgreSQL of its own, which may need most of it to write its data. */
const STOP_WITH_POSTGRES_WITHIN_MS = 15_000;

/**
 * Starts the database if none is given, migrates it, serves the API, and stops all of it on SIGINT, SIGTERM or SIGHUP.
 * @throws {StartError | LocalPostgresError | ConfigurationError | TelemetryConflictError} in one sentence; what had started is stopped then
 */
export async function startService(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readApiConfig(env);
  await requireFreePort(config.port, config.host);
  const stopping = new StopSequence(new Logger('couplekit'));
  stopOnSignals(stopping, config.databaseUrl ? STOP_WITHIN_MS : STOP_WITH_POSTGRES_WITHIN_MS);
  try {
    await startAll(config, env, stopping);
  } catch (error) {
    await stopping.run();
    throw error;
  }
  process.stdout.write(welcome(config));
}

async function startAll(config: ApiConfig, env: NodeJS.ProcessEnv, stopping: StopSequence): Promise<void> {
  const log = openLog(config);
  stopping.add('The log', () => log.close());
  const telemetry = startTelemetry(env, config);
  stopping.add('Telemetry', () => telemetry.shutdown());
  const databaseUrl = config.databaseUrl ?? (await startDatabase(config, stopping));
  const dataSource = await connectDatabase(databaseUrl, config);
  stopping.add('The database connection', async () => dataSource.isInitialized && dataSource.destroy());
  const app = await createApi({ config, telemetry, dataSource, logDestination: log.destination });
  stopping.add('The API', () => app.close());
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    throw portError(error, config.port, config.host);
  }
}

async function startDatabase({ dataDir }: ApiConfig, stopping: StopSequence): Promise<string> {
  const postgres = await startLocalPostgres({ projectDir: dataDir, database: 'couplekit' });
  stopping.add('PostgreSQL', () => postgres.stop());
  return postgres.url;
}

/** A terminal's Ctrl-C can arrive twice, from the terminal and through npm; the second one changes nothing. */
function stopOnSignals(stopping: StopSequence, withinMs: number): void {
  const stop = () => {
    setTimeout(() => process.exit(1), withinMs).unref();
    void stopping.run().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

function welcome({ publicBaseUrl }: ApiConfig): string {
  return `
  couplekit  ${publicBaseUrl}
  API 문서 / API pages  ${publicBaseUrl}/docs

  세션 시작 / start a session:
  curl -s ${publicBaseUrl}/api/couples/sessions -H 'Content-Type: application/json' -d '{"participants":[{"role":"A","nickname":"하나"}]}'

  멈추기 / stop: Ctrl-C

`;
}
