// Run as a process of its own: an application that logs to daily files until it is ended.
import { createServer } from 'node:http';
// Not by the package's entry, which loads Nest and OpenTelemetry: this process has neither.
import { dailyLogFiles } from '../../dist/log-files/daily-log-files.js';
import { pino } from 'pino';

const [directory = '.', mode = 'term'] = process.argv.slice(2);
const files = dailyLogFiles({ directory, service: 'api' });
const logger = pino({ base: null }, files);
const server = createServer().listen(0, '127.0.0.1');
if (mode !== 'default') process.on('SIGTERM', stop);
if (mode === 'exit') process.on('exit', () => logger.info('at the exit'));

function stop(): void {
  logger.info('last words');
  server.close();
  if (mode === 'exit') process.exit(0);
  if (mode === 'throw') throw new Error('broken');
  void files.end().then(() => logger.info('after the end'));
}

for (let i = 0; i < 1000; i++) logger.info({ i }, 'line');
setImmediate(() => process.stdout.write('ready\n'));
