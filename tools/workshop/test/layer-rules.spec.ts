import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');
const OXLINT = join(import.meta.dirname, '..', 'node_modules', '.bin', 'oxlint');
const CORE = 'packages/couple-core/src';

/** Where a file stands, what it imports, and whether the linter lets it. */
const CASES: readonly (readonly [string, string, boolean])[] = [
  ['packages/seo-guard/src/x.ts', '@couplekit/observability', false],
  ['packages/seo-guard/src/x.ts', './index.js', false],
  ['packages/seo-guard/src/x.ts', '@nestjs/common/constants.js', false],
  ['packages/seo-guard/src/x.ts', '@nestjs/common', true],
  ['packages/seo-guard/src/x.ts', './y.js', true],
  ['packages/seo-guard/test/x.spec.ts', '../src/y.js', false],
  ['packages/seo-guard/test/x.spec.ts', '../src/index.js', true],
  ['packages/seo-guard/test/x.spec.ts', '@couplekit/testkit', true],
  ['packages/seo-guard/test/x.spec.ts', '@couplekit/testkit/postgres', true],
  ['packages/seo-guard/test/x.spec.ts', '@couplekit/couple-core', false],
  ['packages/seo-guard/test/x.spec.ts', '@couplekit/seo-guard', true],
  ['packages/couple-core/test/x.spec.ts', '@couplekit/couple-core/http', true],
  [`${CORE}/domain/x.ts`, './y.js', true],
  [`${CORE}/domain/x.ts`, 'node:crypto', true],
  [`${CORE}/domain/x.ts`, '@nestjs/common', false],
  [`${CORE}/domain/x.ts`, 'typeorm', false],
  [`${CORE}/domain/x.ts`, 'node:fs', false],
  [`${CORE}/domain/x.ts`, '../application/y.js', false],
  [`${CORE}/domain/x.spec.ts`, 'vitest', true],
  [`${CORE}/domain/x.fixture.ts`, 'typeorm', false],
  [`${CORE}/domain/x.fixture.ts`, './y.js', true],
  [`${CORE}/application/x.ts`, '../domain/y.js', true],
  [`${CORE}/application/x.ts`, './y.js', true],
  [`${CORE}/application/x.ts`, '@nestjs/common', true],
  [`${CORE}/application/x.ts`, '../persistence/y.js', false],
  [`${CORE}/application/x.ts`, '../http/y.js', false],
  [`${CORE}/application/x.ts`, 'typeorm', false],
  [`${CORE}/persistence/x.ts`, '../application/y.js', true],
  [`${CORE}/persistence/x.ts`, 'typeorm', true],
  [`${CORE}/persistence/x.ts`, '../http/y.js', false],
  [`${CORE}/persistence/x.ts`, '@nestjs/common/internal', false],
  [`${CORE}/persistence/unit-of-work/x.ts`, '@nestjs/common/internal', false],
  [`${CORE}/persistence/unit-of-work/x.ts`, './y.js', true],
  [`${CORE}/persistence/unit-of-work/x.ts`, '../../domain/y.js', false],
  [`${CORE}/notifications/x.ts`, '../persistence/unit-of-work/unit-of-work.js', true],
  [`${CORE}/notifications/x.ts`, '../http/y.js', false],
  [`${CORE}/retention/x.ts`, '../persistence/y.js', true],
  [`${CORE}/retention/x.ts`, '../http/y.js', false],
  [`${CORE}/notifications/x.ts`, '../application/couple.service.js', false],
  [`${CORE}/notifications/alert-group.ts`, '../application/notification-options.js', true],
  [`${CORE}/notifications/alert-group.ts`, '@nestjs/common', false],
  [`${CORE}/http/x.ts`, '../application/y.js', true],
  [`${CORE}/http/x.ts`, '../persistence/y.js', false],
  [`${CORE}/http/x.ts`, 'typeorm', false],
  [`${CORE}/http/x.ts`, '../index.js', false],
  [`${CORE}/http/x.ts`, '@couplekit/problem-details', false],
];

interface LintReport {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

describe('the linter', () => {
  let folder: string;
  let refused: ReadonlySet<string>;

  /** Each case is a repository of its own, with the rules of this one; one run looks at all of them. */
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'layer-rules-'));
    const config = JSON.parse(await readFile(join(REPOSITORY, '.oxlintrc.json'), 'utf8')) as object;
    const rulesOnly = JSON.stringify({ ...config, $schema: undefined, options: undefined });
    for (const [index, [file, imported]] of CASES.entries()) {
      const path = join(folder, placeOf(index), file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `import * as imported from '${imported}';\nexport { imported };\n`);
      await writeFile(join(folder, placeOf(index), '.oxlintrc.json'), rulesOnly);
    }
    const output = await new Promise<string>((resolve) =>
      execFile(OXLINT, ['--format=json', '.'], { cwd: folder }, (_, stdout) => resolve(stdout)),
    );
    const { diagnostics } = JSON.parse(output) as LintReport;
    refused = new Set(diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename)); // prettier-ignore
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(CASES.map(([file, imported, allowed], index) => [file, imported, allowed, index] as const))(
    '%s importing %s is allowed: %s',
    (file, _, allowed, index) => {
      expect(refused.has(join(placeOf(index), file)), [...refused].join('\n')).toBe(!allowed);
    },
  );
});

function placeOf(index: number): string {
  return `case-${index}`;
}
