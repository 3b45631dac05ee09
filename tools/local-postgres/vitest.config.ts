import { mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.js';

/** Every test has a server of its own and mostly waits for it. */
export default mergeConfig(shared, {
  test: { sequence: { concurrent: true }, maxConcurrency: 3, testTimeout: 180_000 },
});
