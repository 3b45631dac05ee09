import { join } from 'node:path';
import { eventually, ServiceProcess } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockTitled, codeBlocks, installedPackages } from './code-blocks.js';
import { Project } from './project.js';
import { readDocument } from './repository.js';
import { run } from './run.js';

const blocks = codeBlocks(await readDocument('docs/adopting.md'));
const BEFORE = ['@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs', '@types/node'];
const FILES = ['tsconfig.json', 'src/telemetry.ts', 'src/seat-taken.ts', 'src/seats.service.ts', 'src/seats.controller.ts', 'src/app.module.ts', 'src/guarantees.test.ts']; // prettier-ignore
const TYPED = `
import { defineProblem } from '@couplekit/problem-details';
import { readProblem } from '@couplekit/problem-details/client';
import { configureObservability } from '@couplekit/observability';
import { SeoGuardModule } from '@couplekit/seo-guard';
import { UnitOfWork } from '@couplekit/couple-core';

const required = [defineProblem, readProblem, configureObservability, SeoGuardModule, UnitOfWork];
console.log(required.map(({ name }) => name).join());
`;

interface Manifest {
  readonly engines: { readonly node: string };
}

describe.each([
  ['fastify', 'src/main.ts'],
  ['express', 'src/main.ts (Express)'],
])('a service on %s that has adopted the packages as docs/adopting.md says', (adapter, mainTitle) => {
  const cleanUp = new AsyncDisposableStack();
  let project: Project;
  let service: ServiceProcess;

  beforeAll(async () => {
    const platform = `@nestjs/platform-${adapter}`;
    const dependencies = [...BEFORE, platform, ...installedPackages(blocks)];
    project = cleanUp.use(await Project.create({ dependencies }));
    for (const file of FILES) await project.write(file, blockTitled(blocks, file));
    await project.write('src/main.ts', blockTitled(blocks, mainTitle));
    await project.pnpmInstall();
    await project.write('first.cjs', blockTitled(blocks, 'first.cjs'));
    await project.write('src/typed.cts', TYPED);
    await project.compile();
    const database = await createDatabase();
    cleanUp.defer(() => database.drop());
    const client = new Client(database.url);
    await client.connect();
    for (const { language, text } of blocks) if (language === 'sql') await client.query(text);
    await client.end();
    const main = join(project.folder, 'dist', 'main.js');
    service = cleanUp.use(await ServiceProcess.start(main, { DATABASE_URL: database.url }, '/'));
  });
  afterAll(() => cleanUp.disposeAsync());

  /** A shell block of the page, as it stands there, but for the service's port. */
  const shell = (script: string) =>
    run(project.folder, 'sh', ['-ec', script.replace('http://127.0.0.1:3000', service.url)]);

  it('carries a request id from the request into the answer, the problem and the log', async () => {
    const tryIt = () => shell(blockTitled(blocks, 'try it'));
    expect(await tryIt()).toMatch(/^HTTP\/1\.1 201 /);
    const [head = '', body = ''] = (await tryIt()).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 409 /);
    expect(head).toMatch(/^x-request-id: try-1$/im);
    const shown: unknown = JSON.parse(blockTitled(blocks, 'answer'));
    expect(JSON.parse(body)).toEqual({
      ...(shown as object),
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const line = await eventually(() =>
      service.output.split('\n').find((text) => /"try-1".*"status":409/.test(text)),
    );
    expect(JSON.parse(line)).toMatchObject({ request_id: 'try-1', route: '/seats/:seat', status: 409 });
  });

  it('serves the routes of couple-core beside its own', async () => {
    const started = await fetch(`${service.url}/api/couples/sessions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ participants: [{ role: 'A', nickname: '하나' }] }),
    });
    expect(started.status).toBe(201);
    expect(started.headers.get('X-Robots-Tag')).toBe('noindex, nofollow');
  });

  it("passes problem-details' and seo-guard's kits, as the page runs them", async () => {
    const script = blocks.find(({ text }) => text.startsWith('BASE_URL='))?.text ?? '';
    const report = await shell(script).catch(({ message }: Error) => message);
    expect(report.split('failing tests:')[1] ?? '').toBe('');
    expect(Number(/^\S+ pass (\d+)$/m.exec(report)?.[1])).toBeGreaterThan(60);
    expect(report).toMatch(/^\S+ fail 0$/m);
    expect(report).toMatch(/^\S+ skipped 0$/m);
  });

  const requireEverything = async (node: string) => {
    await project.run(node, 'first.cjs');
    expect(await project.run(node, 'dist/typed.cjs')).toBe(
      'defineProblem,readProblem,configureObservability,SeoGuardModule,UnitOfWork\n',
    );
  };

  it('requires every package from CommonJS, also where TypeScript compiles to that', () =>
    requireEverything(process.execPath));

  it('requires every package on the oldest Node.js that they are for', async () => {
    const { engines } = JSON.parse(await readDocument('packages/seo-guard/package.json')) as Manifest;
    const oldest = `${/[\d.]+$/.exec(engines.node)?.[0]}.0`;
    const fetched = ['--yes', '--prefer-offline', `--package=node@${oldest}`, '--', 'node'];
    const told = await project.run('npx', ...fetched, '-p', 'process.version + " " + process.execPath');
    const [version, node = ''] = told.trim().split(' ');
    expect(version).toBe(`v${oldest}`);
    await requireEverything(node);
  });
});
