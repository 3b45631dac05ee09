import { describe, expect, it } from 'vitest';
import { Workspace } from '../workspace.js';
import { Repository } from './repository.js';

/** What `scope` says of a commit after a first one. */
async function scopeOf(files: Readonly<Record<string, string>>) {
  await using workspace = await Workspace.create();
  const repository = await Repository.create(workspace.path('repository'));
  const base = await repository.commit('first', { 'README.md': 'hello\n', 'packages/p/src/old-name.ts': 'a\nb\nc\nd\ne\n' }); // prettier-ignore
  const head = await repository.commit('second', files);
  const answer = await workspace.ask('requester', ['scope', base, '--repository', repository.folder]);
  return { ...answer, base, head };
}

describe('couplekit scope', () => {
  it.each([
    ['packages/p/src/index.ts', { 'public-api': 1 }, ['service', 'api']],
    ['packages/p/src/http/sessions.controller.ts', { 'public-api': 1 }, ['service', 'api']],
    ['apps/api/src/web/migrations/2-add.ts', { schema: 1 }, ['service', 'schema']],
    ['pnpm-lock.yaml', { dependency: 1 }, ['service', 'dependency']],
    ['apps/api/src/web/security/csrf.ts', { security: 1 }, ['service', 'security']],
    ['deploy/compose.yaml', { operations: 1 }, ['service', 'operations']],
    ['packages/p/package.json', { 'public-api': 1, dependency: 1 }, ['service', 'api', 'dependency']],
    ['packages/p/test/index.ts', {}, ['service']],
    ['docs/a.md', {}, ['service']],
  ])('of %s asks for what it needs', async (path, areas, roles) => {
    const { code, body } = await scopeOf({ [path]: 'x\ny\n' });
    expect(code).toBe(0);
    expect(body).toMatchObject({ commits: 1, files: 1, added: 2, removed: 0, large: false, areas, roles });
    expect(body.questions).toHaveLength(Object.keys(areas).length);
    for (const { ko, en } of body.questions)
      expect([/[가-힣]/.test(ko), /[가-힣]/.test(en)]).toEqual([true, false]);
  });

  it('asks who has read a large one', async () => {
    const { body } = await scopeOf({ 'docs/long.md': 'line\n'.repeat(1_501) });
    expect(body).toMatchObject({
      large: true,
      questions: [{ en: expect.stringContaining('who has read all of it') }],
    });
  });

  it('counts a file that moved once, by both of its names', async () => {
    await using workspace = await Workspace.create();
    const repository = await Repository.create(workspace.path('repository'));
    const base = await repository.commit('first', { 'packages/p/src/index.ts': 'a\nb\nc\nd\ne\n' });
    await repository.git('mv', 'packages/p/src/index.ts', 'packages/p/src/other.ts');
    const head = await repository.commit('move', {});
    const { body } = await workspace.ask('requester', [
      'scope',
      base,
      head,
      '--repository',
      repository.folder,
    ]);
    expect(body).toMatchObject({ files: 1, added: 0, removed: 0, areas: { 'public-api': 1 } });
  });

  it('names a ref that is none, and takes none for an option', async () => {
    await using workspace = await Workspace.create();
    const repository = await Repository.create(workspace.path('repository'));
    await repository.commit('first', { 'a.md': 'a' });
    for (const ref of ['nothing', '--upload-pack=x']) {
      const answer = await workspace.run('requester', [
        'scope',
        '--repository',
        repository.folder,
        '--',
        ref,
      ]);
      expect(answer).toEqual({
        code: 64,
        out: '',
        err: `couplekit: ${ref} is no commit of this repository.\n`,
      });
    }
  });

  it('speaks Korean', async () => {
    await using workspace = await Workspace.create();
    const repository = await Repository.create(workspace.path('repository'));
    const base = await repository.commit('first', { 'a.md': 'a' });
    await repository.commit('second', { 'pnpm-lock.yaml': 'b' });
    const { out } = await workspace.run('requester', ['--lang', 'ko', 'scope', base, '--repository', repository.folder]); // prettier-ignore
    expect(out).toContain('승인할 역할: service, dependency');
  });
});
