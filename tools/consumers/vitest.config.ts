import { workspaceTests } from '../../vitest.shared.js';

export default workspaceTests({
  globalSetup: ['@couplekit/testkit/postgres-setup', './test/pack-packages.ts'],
});
