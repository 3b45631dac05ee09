import { readFile } from 'node:fs/promises';
import { eventually } from '@couplekit/testkit';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadmeProject } from './readme/readme-project.js';
import { optionsOf, tablesOf, variablesToDocument } from './readme/option-tables.js';
import { programsOf, readReadme, type Readme } from './readme/readme-blocks.js';

const REGISTER = "import { telemetry } from '@couplekit/observability/register';\n";

let readme: Readme;
beforeAll(async () => void (readme = await readReadme()));

describe('the README', () => {
  let database: TestDatabase;
  let project: ReadmeProject;
  beforeAll(async () => {
    database = await createDatabase();
    const programs = programsOf(readme.blocks);
    const registered = withRegister(programs.get('main') ?? '');
    project = await ReadmeProject.create(new Map([...programs, ['registered', registered]]), {
      DATABASE_URL: database.url,
    });
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    await database.drop();
  });

  it('has programs and commands that do what it shows', async () => {
    const { blocks } = readme;
    let outputs = 0;
    for (const [index, { language, body }] of blocks.entries()) {
      if (language !== 'sh' || body.startsWith('npm install ')) continue;
      const shown = blocks[index + 1];
      const isOutput = shown && ['json', 'text'].includes(shown.language);
      if (!isOutput) await project.run(body.trim());
      else {
        await expectOutput(() => project.run(body.trim()), shown.body);
        outputs++;
      }
    }
    await project.stopService();
    expect(outputs).toBe(6);
  });

  it('has no other code than programs and the line that replaces one of theirs', () => {
    const code = readme.blocks.filter(({ language }) => language === 'ts').map(({ body }) => body);
    const programs = [...programsOf(readme.blocks).values()];
    expect(code.filter((body) => !programs.includes(body))).toEqual([REGISTER]);
    expect(new Set(readme.blocks.map(({ language }) => language))).toEqual(
      new Set(['sh', 'ts', 'json', 'text']),
    );
  });

  it('installs what an application of Nest does not have yet', async () => {
    const [, names = ''] = /^npm install (.+)$/m.exec(readme.text) ?? [];
    const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
      readonly peerDependencies: object;
    };
    const ofNest = new Set(['@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs']);
    const peers = Object.keys(manifest.peerDependencies).filter((name) => !ofNest.has(name));
    expect(names.split(' ')).toEqual(['@couplekit/observability', ...peers]);
  });

  it.each([
    ['ObservabilityModule.forRoot', 'observability.module-definition', 'ObservabilityModuleOptions'],
    ['configureObservability', 'telemetry/configure-observability', 'ConfigureObservabilityOptions'],
    ['instrumentOutbound', 'propagation/instrument-outbound', 'InstrumentOutboundOptions'],
    ['instrumentPg', 'propagation/pg/instrument-pg', 'InstrumentPgOptions'],
    ['runInContext', 'propagation/run-in-context', 'RunInContextOptions'],
    ['dailyLogFiles', 'log-files/daily-log-files', 'DailyLogFilesOptions'],
    ['redaction', 'redaction/redactor', 'RedactionOptions'],
  ])('has every option of %s', async (name, file, type) => {
    expect(tablesOf(readme.text).get(name)).toEqual(await optionsOf(file, type));
  });

  it('has every variable that is read, and no other', () => {
    const named = new Set(readme.text.match(/(?<=`)(?:OTEL_|LOG_)[A-Z_]+(?=`)/g));
    expect([...named].toSorted()).toEqual(variablesToDocument().toSorted());
  });
});

/** A person reads on for a moment: jobs and outages take their time. */
async function expectOutput(run: () => Promise<string>, shown: string): Promise<void> {
  let printed = '';
  const isAsShown = async () => comparable((printed = await run())) === comparable(shown);
  await eventually(isAsShown, 60_000).catch(() => undefined);
  expect(comparable(printed)).toBe(comparable(shown));
}

/** The program as it is when `node --import` has configured the process. */
function withRegister(program: string): string {
  return program
    .replace('configureObservability, ', '')
    .replace('const telemetry = configureObservability();\n', REGISTER);
}

/** Without what is different each time: ids, times, numbers, and how columns are aligned by them. */
function comparable(text: string): string {
  const compact =
    text.trim().startsWith('{') && !text.trim().includes('\n{') ? JSON.stringify(JSON.parse(text)) : text;
  return compact
    .replaceAll(/\b[0-9a-f]{16}(?:[0-9a-f]{16})?\b|\b[0-9a-f]{8}-[0-9a-f-]{27}\b/g, 'ID')
    .replaceAll(/\d+(?:[.:,-]\d+)*/g, '0')
    .replaceAll(/ +/g, ' ')
    .trim();
}
