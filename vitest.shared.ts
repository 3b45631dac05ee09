import { defineConfig, type TestProjectInlineConfiguration, type ViteUserConfig } from 'vitest/config';

/** Specs that need a process of their own: they replace globals, patch modules or end the process. */
const ISOLATED = ['src/**/*.isolated.spec.ts', 'test/**/*.isolated.spec.ts'];

type TestOptions = NonNullable<TestProjectInlineConfiguration['test']>;

/** One Vitest configuration for every workspace: Nest's decorators, and results that `.ci/run` can count. */
export function workspaceTests({ globalSetup, ...options }: TestOptions = {}): ViteUserConfig {
  const oxc = { decorator: { legacy: true, emitDecoratorMetadata: true } };
  // For machines that do much else; nothing asserts times.
  const patience = { testTimeout: 600_000, hookTimeout: 600_000 };
  return defineConfig({
    test: {
      reporters: ['default', 'json'],
      outputFile: { json: 'test-results.json' },
      ...(globalSetup === undefined ? {} : { globalSetup }),
      projects: [
        {
          oxc,
          test: {
            name: 'shared',
            // The modules of a workspace are loaded once per worker, not once per file: a third of the time.
            isolate: false,
            include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
            exclude: ISOLATED,
            ...patience,
            ...options,
          },
        },
        { oxc, test: { name: 'isolated', include: ISOLATED, ...patience, ...options } },
      ],
    },
  });
}
