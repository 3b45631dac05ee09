import { randomUUID } from 'node:crypto';
import { createDatabase } from '@couplekit/testkit/postgres';
import type { ExporterReport } from '@couplekit/observability';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { LogLine, ServiceName } from './log-tail.js';
import { ServiceProcess } from './service-process.js';
import { RECEIPTS } from './services/receipts.js';

/** How many lines each service had written. */
export type LogPosition = readonly number[];

export interface DeploymentOptions {
  /** Of `compileServices`. */
  readonly directory: string;
  /** For all services. */
  readonly env: Readonly<Record<string, string>>;
  /** Of Node.js, for all services. @default none */
  readonly flags?: readonly string[];
}

/** What a load is sent to. */
export interface LoadTarget {
  readonly gatewayUrl: string;
  /** Where each service's log ends now. */
  position(): LogPosition;
  /** What was written since, in the order of each service's time, one service after the other. @param since default: the start */
  lines(since?: LogPosition): readonly LogLine[];
}

/** One service that is not as the others. */
export interface OddService {
  readonly name: 'gateway' | 'orders';
  /** Of Node.js. */
  readonly flags: readonly string[];
  /** Beside that of all services. */
  readonly env: Readonly<Record<string, string>>;
}

/** Gateway, orders and worker, with a database of their own. */
export interface Deployment extends LoadTarget, AsyncDisposable {
  /** Puts another gateway in front, or other orders with a gateway of their own; what is behind stays as it is. */
  withOdd(service: OddService): Promise<LoadTarget & AsyncDisposable>;
  reports(): Promise<Readonly<Record<ServiceName, ExporterReport>>>;
  /** Ends all services, those that call others first. Returns what their exporters said last. */
  stop(): Promise<Readonly<Record<ServiceName, ExporterReport | undefined>>>;
}

/** Starts the three services, which are ready when this returns. */
export async function deploy({ directory, env, flags = [] }: DeploymentOptions): Promise<Deployment> {
  await using cleanUp = new AsyncDisposableStack();
  const database = await createDatabase();
  cleanUp.defer(() => database.drop());
  await prepare(database.url);
  const start = async (
    name: ServiceName,
    more: Readonly<Record<string, string>> = {},
    oddFlags: readonly string[] = [],
  ): Promise<StartedService> => {
    const [service, url] = await ServiceProcess.start({
      name,
      directory,
      logName: randomUUID(),
      flags: [...flags, ...oddFlags],
      env: { ...env, DATABASE_URL: database.url, ...more },
    });
    return { service, url, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
  };
  const orders = cleanUp.use(await start('orders'));
  const [gateway, worker] = await Promise.all(
    (['gateway', 'worker'] as const).map(async (name) => cleanUp.use(await start(name, { ORDERS_URL: orders.url }))),
  ); // prettier-ignore
  if (!gateway || !worker) throw new TypeError('two were started');
  const services = [gateway, worker, orders].map(({ service }) => service);
  const owned = cleanUp.move();
  return {
    ...targetOf(gateway, services),
    async withOdd({ name, flags: oddFlags, env: oddEnv }) {
      await using started = new AsyncDisposableStack();
      const called = name === 'orders' ? started.use(await start(name, oddEnv, oddFlags)) : orders;
      const isFront = name === 'gateway';
      const frontEnv = { ...(isFront && oddEnv), ORDERS_URL: called.url };
      const first = started.use(await start('gateway', frontEnv, isFront ? oddFlags : []));
      const behind = called === orders ? [worker, orders] : [worker, called, orders];
      const odd = started.move();
      return {
        ...targetOf(
          first,
          [first, ...behind].map(({ service }) => service),
        ),
        [Symbol.asyncDispose]: () => odd.disposeAsync(),
      };
    },
    reports: () => ofEach(services, (service) => service.report()),
    stop: () => ofEach(services, (service) => service.stop()),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

interface StartedService extends AsyncDisposable {
  readonly service: ServiceProcess;
  readonly url: string;
}

function targetOf({ url }: StartedService, services: readonly ServiceProcess[]): LoadTarget {
  return {
    gatewayUrl: url,
    position: () => services.map((service) => service.lines().length),
    lines: (since = []) => services.flatMap((service, at) => service.lines().slice(since[at] ?? 0)),
  };
}

async function ofEach<T>(
  services: readonly ServiceProcess[],
  ask: (service: ServiceProcess) => Promise<T>,
): Promise<Record<ServiceName, T>> {
  const answers: [ServiceName, T][] = [];
  for (const service of services) answers.push([service.name, await ask(service)]);
  return Object.fromEntries(answers) as Record<ServiceName, T>;
}

async function prepare(url: string): Promise<void> {
  const boss = await new PgBoss({ connectionString: url, supervise: false, schedule: false }).start();
  await boss.createQueue(RECEIPTS, { retryLimit: 2, retryDelay: 0 });
  await boss.stop({ graceful: false });
  const client = new pg.Client(url);
  await client.connect();
  await client.query('CREATE TABLE orders (marker text PRIMARY KEY, amount integer NOT NULL)');
  await client.end();
}
