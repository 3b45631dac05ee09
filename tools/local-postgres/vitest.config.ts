import { workspaceTests } from '../../vitest.shared.js';

/** Every test has a server of its own and mostly waits for it. */
export default workspaceTests({
  globalSetup: ['test/made-data.setup.ts'],
  sequence: { concurrent: true },
  maxConcurrency: 3,
});
