import { workspaceTests } from '../../vitest.shared.js';

export default workspaceTests();
