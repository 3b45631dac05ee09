// Run as a process of its own: an application that logs to daily files until it is ended.
import { createServer } from 'node:http';
import { dailyLogFiles } from '@couplekit/observability';
import { pino } from 'pino';

const [directory = '.', mode = 'term'] = process.argv.slice(2);
const files = dailyLogFiles({ directory, service: 'api' });
const logger = pino({ base: null }, files);
const server = createServer().listen(0, '127.0.0.1');
process.on('SIGTERM', () => {
  logger.info('last words');
  server.close();
  if (mode === 'exit') process.exit(0);
  void files.end().then(() => logger.info('after the end'));
});
for (let i = 0; i < 1000; i++) logger.info({ i }, 'line');
process.stdout.write('ready\n');
