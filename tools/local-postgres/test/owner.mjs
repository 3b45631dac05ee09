// A process that owns the database of a project until it is killed: `node owner.mjs PROJECT_DIR`.
import { startLocalPostgres } from '../dist/index.js';

try {
  const postgres = await startLocalPostgres({ projectDir: process.argv[2] ?? '', database: 'couplekit' });
  process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
  process.stdout.write(`${JSON.stringify({ url: postgres.url, pid: postgres.pid })}\n`);
} catch (error) {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.stdout.write(`${JSON.stringify({ error: text })}\n`);
  process.exitCode = 1;
}
