import { join } from 'node:path';
import { ServiceProcess } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { blockTitled, codeBlocks } from './code-blocks.js';
import { Project } from './project.js';
import { readDocument } from './repository.js';

const NEST = ['@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs'];
const MAIN = `
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule);
await app.listen(process.env['PORT'] ?? 3000, '127.0.0.1');
`;

describe('a project with one package alone, installed by npm', () => {
  it("guards the application of seo-guard's README, and nothing else has to be there", async () => {
    const dependencies = [...NEST, '@nestjs/platform-express', '@couplekit/seo-guard', '@types/node'];
    await using project = await Project.create({ dependencies });
    await project.npmInstall();
    const [application] = codeBlocks(await readDocument('packages/seo-guard/README.md')).filter(
      ({ language }) => language === 'ts',
    );
    await project.write(
      'tsconfig.json',
      blockTitled(codeBlocks(await readDocument('docs/adopting.md')), 'tsconfig.json'),
    );
    await project.write('src/app.module.ts', application?.text ?? '');
    await project.write('src/main.ts', MAIN);
    await project.compile();
    await using service = await ServiceProcess.start(
      join(project.folder, 'dist', 'main.js'),
      {},
      '/articles/7',
    );

    expect((await fetch(`${service.url}/articles/7`)).headers.has('X-Robots-Tag')).toBe(false);
    const refused = await fetch(`${service.url}/results/7`);
    expect(refused.status).toBe(403);
    expect(refused.headers.get('X-Robots-Tag')).toBe('noindex, nofollow');
    expect(refused.headers.get('Cache-Control')).toBe('private, no-store');
    expect((await fetch(`${service.url}/nothing`)).headers.get('X-Robots-Tag')).toBe('noindex, nofollow');
  });

  it('is told by npm that NestJS 12 is needed when it has 11', async () => {
    await using project = await Project.create({
      dependencies: [...NEST, '@couplekit/seo-guard'],
      versions: { '@nestjs/common': '^11.1.0', '@nestjs/core': '^11.1.0' },
    });
    const refusal = await project.npmInstall().then(() => 'installed', String);
    expect(refusal).toMatch(/ERESOLVE/);
    expect(refusal).toContain('peer @nestjs/common@"^12.0.0" from @couplekit/seo-guard');
  });
});
