import { startFakePrometheus } from '@couplekit/testkit';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import type { ServiceProcess } from '@couplekit/testkit';
import { readConfig } from '../../src/config/read-config.js';
import { Ledger } from '../../src/ledger/ledger.js';
import type { LedgerEntry, Statement } from '../../src/ledger/ledger-entry.js';
import { openSigner } from '../../src/ledger/signer.js';
import type { ReleaseRequest } from '../../src/release/release.js';
import { startRevision } from '../revisions/revision.js';
import { PLATFORMS, type Platform } from '../traffic/platforms.js';
import { Workspace, type Person } from '../workspace.js';
import { SyntheticMetrics, type BuildRates } from './synthetic-metrics.js';

/** Two revisions of the service that are started once, for many rollouts; into green, faults can be planted. */
export class Revisions implements AsyncDisposable {
  private constructor(
    readonly database: TestDatabase,
    readonly blue: ServiceProcess,
    readonly green: ServiceProcess,
  ) {}

  static async start(): Promise<Revisions> {
    const database = await createDatabase();
    const blue = await startRevision({ codeRef: 'blue', databaseUrl: database.url });
    const green = await startRevision({ codeRef: 'green', databaseUrl: database.url, fault: 'none' });
    return new Revisions(database, blue, green);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.blue.kill9(), this.green.kill9()]);
    await this.database.drop();
  }
}

/** How a rollout is set up. */
export interface Stage {
  /** What the builds do. @default both are well */
  readonly rates?: Readonly<Record<string, BuildRates>>;
  /** Besides short times. */
  readonly plan?: object;
  readonly platform?: string;
}

/** What stands around a release whose metrics are real. */
export interface Surroundings {
  readonly blue: ServiceProcess;
  readonly green: ServiceProcess;
  readonly database: TestDatabase;
  readonly prometheusUrl: string;
  /** @default a Node proxy */
  readonly start?: (typeof PLATFORMS)[number]['start'] | undefined;
  /** `service.version` of green. */
  readonly candidateBuild: string;
  readonly plan: object;
}

/** A release that may start: requested and approved, with metrics that are made up, on a real platform in front of real revisions. */
export class Staged implements AsyncDisposable {
  private constructor(
    readonly workspace: Workspace,
    readonly platform: Platform,
    readonly revisions: Pick<Revisions, 'database'>,
    private readonly cleanUp: AsyncDisposableStack,
    private readonly candidateBuild = 'green',
  ) {}

  static async inFrontOf({
    blue,
    green,
    database,
    prometheusUrl,
    plan,
    ...around
  }: Surroundings): Promise<Staged> {
    const cleanUp = new AsyncDisposableStack();
    const folder = cleanUp.use(await Workspace.create());
    const start = around.start ?? PLATFORMS[0]?.start ?? missing();
    const backends = [
      { name: 'blue', port: blue.port },
      { name: 'green', port: green.port },
    ];
    const platform = cleanUp.use(await start(folder.folder, backends));
    const config = { traffic: platform.config, prometheus: prometheusUrl, plan };
    const workspace = cleanUp.use(await Workspace.create(config));
    return new Staged(workspace, platform, { database }, cleanUp, around.candidateBuild);
  }

  static async create(revisions: Revisions, stage: Stage = {}): Promise<Staged> {
    const cleanUp = new AsyncDisposableStack();
    const rates = stage.rates ?? { blue: { requests: 20_000 }, green: { requests: 20_000 } };
    const prometheus = cleanUp.use(await startFakePrometheus(cleanUp.use(new SyntheticMetrics(rates))));
    const folder = cleanUp.use(await Workspace.create());
    const backends = [
      { name: 'blue', port: revisions.blue.port },
      { name: 'green', port: revisions.green.port },
    ];
    const { start } = PLATFORMS.find(({ name }) => name === (stage.platform ?? 'a Node proxy')) ?? PLATFORMS[0] ?? missing(); // prettier-ignore
    const platform = cleanUp.use(await start(folder.folder, backends));
    const plan = {
      look_every_s: 0.2,
      warm_up_s: 0,
      minimum_looks: 2,
      minimum_requests: 100,
      drain_timeout_s: 0.5,
      ...stage.plan,
    };
    const workspace = cleanUp.use(
      await Workspace.create({ traffic: platform.config, prometheus: prometheus.url, plan }),
    );
    return new Staged(workspace, platform, revisions, cleanUp);
  }

  get env(): Readonly<Record<string, string>> {
    return { DATABASE_URL: this.revisions.database.url };
  }

  /** What approval and rollout go by, without the way there. */
  approved(release = 'r-test'): Promise<string> {
    const builds = { candidate: this.candidateBuild, stable: 'blue' };
    return Staged.approve(this.workspace, { builds }, release);
  }

  /** The same with a configuration of its own. @param request what differs */
  static async approve(
    workspace: Workspace,
    request: Partial<ReleaseRequest>,
    release = 'r-test',
  ): Promise<string> {
    const { config } = await readConfig(workspace.path('runbook.yaml'));
    const facts: ReleaseRequest = {
      image: `sha256:${'a'.repeat(64)}`,
      ref: 'f'.repeat(40),
      base: 'e'.repeat(40),
      candidate: 'green',
      stable: 'blue',
      builds: { candidate: 'green', stable: 'blue' },
      plan: config.plan,
      roles: ['service'],
      answers: [],
      evidence: {},
      files: [],
      ...request,
    };
    await appendTo(workspace, 'requester', { kind: 'release.requested', release, facts: { ...facts } });
    const { code } = await workspace.run('approver', ['approve', release]);
    if (code !== 0) throw new Error(`not approved: ${code}`);
    return release;
  }

  async entries(): Promise<readonly LedgerEntry[]> {
    return (await ledgerOf(this.workspace)).ledger.read();
  }

  append(person: Person, statement: Statement): Promise<void> {
    return appendTo(this.workspace, person, statement);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cleanUp.disposeAsync();
  }
}

async function ledgerOf(workspace: Workspace) {
  const { trusted } = await readConfig(workspace.path('runbook.yaml'));
  return { ledger: new Ledger(workspace.ledger, trusted), trusted };
}

async function appendTo(workspace: Workspace, person: Person, statement: Statement): Promise<void> {
  const { ledger, trusted } = await ledgerOf(workspace);
  await ledger.append(statement, await openSigner(workspace.key(person), trusted));
}

function missing(): never {
  throw new Error('There is no such platform.');
}
