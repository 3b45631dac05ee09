import type { AddressInfo } from 'node:net';
import type { Telemetry } from '@couplekit/observability';
import { undeclaredProblems, type UndeclaredProblems } from '@couplekit/problem-details/openapi';
import { CapturedLines, plainAdapter, type AdapterName } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import type { DynamicModule } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { DataSource } from 'typeorm';
import { readApiConfig } from '../src/api-config.js';
import type { ApiParts } from '../src/api.module.js';
import { connectDatabase } from '../src/connect-database.js';
import { createApi, fastify } from '../src/create-api.js';
import { startTelemetry } from '../src/start-telemetry.js';

export const SERVICE_TOKEN = 'service-token-for-tests-0123456789abcdef';
export const OPS_TOKEN = 'ops-token-for-tests-0123456789abcdefghij';

export interface RunningApi extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly dataSource: DataSource;
  readonly databaseUrl: string;
  /** What the service logged, one JSON object a line. */
  readonly log: CapturedLines;
  /** Problems that routes have answered and that the document does not have; there must be none when the test ends. */
  readonly undeclared: UndeclaredProblems;
}

export interface RunOptions {
  /** Of the environment, besides what every test has. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another instance, whose database this one shares. @default a database of its own */
  readonly beside?: Pick<RunningApi, 'databaseUrl'>;
  /** Modules of the test, besides those of the service. */
  readonly imports?: readonly DynamicModule[];
  /** @default one that exports nothing */
  readonly telemetry?: Telemetry;
  /** @default as the service has it */
  readonly confirmedClick?: ApiParts['confirmedClick'];
}

/** A process has one telemetry, however many services a test runs in it. */
let ownTelemetry: Telemetry | undefined;

/** The whole service on a real port and a database of its own. */
export async function runApi(
  adapter: AdapterName = 'fastify',
  { env, ...options }: RunOptions = {},
): Promise<RunningApi> {
  const database = options.beside
    ? { url: options.beside.databaseUrl, drop: () => Promise.resolve() }
    : await createDatabase();
  const log = new CapturedLines();
  const config = readApiConfig({
    COUPLE_SERVICE_TOKEN: SERVICE_TOKEN,
    TRUSTED_HOSTS: '127.0.0.1',
    RATE_LIMITS: 'off',
    COUPLE_OPS_TOKEN: OPS_TOKEN,
    PUBLIC_BASE_URL: 'https://couple.example',
    ENVIRONMENT: 'production',
    CODE_REF: 'test-build',
    ...env,
  });
  const telemetry = options.telemetry ?? (ownTelemetry ??= startTelemetry({}, config));
  const dataSource = await connectDatabase(database.url, config);
  const app = await createApi(
    {
      config,
      telemetry,
      dataSource,
      logDestination: log,
      imports: options.imports,
      confirmedClick: options.confirmedClick,
    },
    adapter === 'fastify' ? fastify() : plainAdapter(adapter),
  );
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const document = (await (await fetch(`${url}/docs-json`)).json()) as OpenAPIObject;
  const undeclared = undeclaredProblems(app, document);
  return {
    url,
    port,
    dataSource,
    databaseUrl: database.url,
    log,
    undeclared,
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await database.drop();
      undeclared.assertNone();
    },
  };
}
