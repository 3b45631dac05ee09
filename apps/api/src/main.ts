import { inspect } from 'node:util';
import { isExpectedStartFailure } from './start-error.js';
import { startService } from './start-service.js';

try {
  await startService(process.env);
} catch (error) {
  const text = isExpectedStartFailure(error) ? error.message : inspect(error);
  process.stderr.write(`couplekit: ${text}\n`);
  process.exitCode = 1;
}
