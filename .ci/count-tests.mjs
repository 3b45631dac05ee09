// Sums what every workspace's Vitest reported, names what failed, and fails when something failed, is missing, or nothing ran.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const workspaces = ['packages', 'apps', 'tools'].flatMap((group) =>
  readdirSync(join(root, group), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, group, name)),
);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const workspace of workspaces) {
  const { name, scripts } = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8'));
  if (scripts?.test === undefined) continue;
  try {
    const results = JSON.parse(readFileSync(join(workspace, 'test-results.json'), 'utf8'));
    passed += results.numPassedTests;
    failed += results.numFailedTests;
    skipped += results.numPendingTests + results.numTodoTests;
    for (const file of results.testResults) {
      const failures = file.assertionResults.filter(({ status }) => status === 'failed');
      for (const { fullName, failureMessages } of failures) tell(file.name, fullName, failureMessages[0]);
      // A file that could not be loaded fails without a test of its own.
      if (file.status === 'failed' && file.assertionResults.length === 0) {
        failed += 1;
        tell(file.name, 'could not be loaded', file.message);
      }
    }
  } catch {
    process.stderr.write(`${name} left no test results.\n`);
    failed += 1;
  }
}

function tell(file, what, message = '') {
  process.stderr.write(`FAILED ${relative(root, file)}: ${what}\n  ${message.split('\n', 8).join('\n  ')}\n`);
}

if (failed > 0 || passed === 0) process.exitCode = 1;
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
