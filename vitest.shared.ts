import { defineConfig } from 'vitest/config';

/** One Vitest configuration for every workspace: Nest's decorators, and results that `.ci/run` can count. */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results.json' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
