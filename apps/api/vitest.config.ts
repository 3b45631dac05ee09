import { workspaceTests } from '../../vitest.shared.js';

/** The longest suite, which waits for processes and browsers much of the time. */
export default workspaceTests({ globalSetup: ['@couplekit/testkit/postgres-setup'], maxWorkers: 2 });
