import { defineConfig } from 'vitest/config';

/** One Vitest configuration for every workspace: Nest's decorators, and results that `.ci/run` can count. */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results.json' },
    // For machines that do much else; nothing asserts times.
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
});
