// A process that owns the database of a project until it is killed: `node owner.mjs PROJECT_DIR`.
import { startLocalPostgres } from '../dist/index.js';

const say = (report) => process.stdout.write(`${JSON.stringify(report)}\n`);

try {
  const postgres = await startLocalPostgres({ projectDir: process.argv[2] ?? '', database: 'couplekit' });
  process.on('SIGTERM', () => void postgres.stop());
  say(postgres);
} catch (error) {
  say({ error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  process.exitCode = 1;
}
