import { workspaceTests } from '../../vitest.shared.js';

/** It waits for processes much of the time. */
export default workspaceTests({ globalSetup: ['@couplekit/testkit/postgres-setup'], maxWorkers: 2 });
