/** One contender as a process of its own: `node server.js STACK ADAPTER`. It reads `PORT`, and says `ready` when it listens. */
import { pagesApp } from './pages-app.js';
import { STACKS, type StackName } from './pages.js';

const [stack = '', adapter] = process.argv.slice(2);
if (!(stack in STACKS)) throw new Error(`There is no stack called "${stack}".`);
const app = await pagesApp(stack as StackName, adapter === 'express' ? 'express' : 'fastify');
await app.listen(Number(process.env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
process.stdout.write('ready\n');
