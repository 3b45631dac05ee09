import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ledgerOf, requireDatabase, signerOf, type Cli } from '../cli/cli.js';
import { EXIT_CODES } from '../exit-codes.js';
import { readQuestionnaire } from '../journey/read-questionnaire.js';
import { fieldVitals } from '../metrics/field-vitals.js';
import { LookReader } from '../metrics/look-reader.js';
import { PrometheusClient } from '../metrics/prometheus-client.js';
import { OperatorError } from '../operator-error.js';
import { progressOf } from '../progress/progress.js';
import { requireRelease } from '../release/require-release.js';
import { trafficOf } from '../traffic/traffic-of.js';
import { Chronicle } from './chronicle.js';
import type { RolloutWorld } from './rollout-world.js';

/**
 * Opens everything that a release works with, from the configuration, `DATABASE_URL` and `CLOUD_RUN_TOKEN`.
 * @throws {OperatorError} naming what is missing
 */
export async function openWorld(cli: Cli, release: string): Promise<RolloutWorld> {
  const runbook = await cli.runbook();
  const { prometheus } = runbook.config;
  const databaseUrl = requireDatabase(cli);
  if (prometheus === undefined) {
    throw new OperatorError(
      { en: 'The configuration names no metrics: prometheus.', ko: '설정에 prometheus가 없어요.' },
      EXIT_CODES.usage,
    );
  }
  const ledger = ledgerOf(runbook);
  const folder = dirname(ledger.path);
  await mkdir(folder, { recursive: true });
  const chronicle = await Chronicle.open(ledger, await signerOf(cli, runbook), release);
  const { request } = requireRelease(chronicle.entries, release);
  return {
    request,
    plan: request.plan,
    chronicle,
    traffic: trafficOf(runbook, cli.env['CLOUD_RUN_TOKEN']),
    looks: new LookReader(new PrometheusClient(prometheus), fieldVitals(databaseUrl)),
    questionnaire: readQuestionnaire,
    databaseUrl,
    folder,
    progress: progressOf(cli),
    signal: cli.signal,
  };
}
