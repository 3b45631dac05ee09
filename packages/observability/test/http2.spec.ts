import { connect } from 'node:http2';
import { buffer } from 'node:stream/consumers';
import { once } from 'node:events';
import { eventually } from '@couplekit/testkit';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { expect, it } from 'vitest';
import { configureObservability } from '../src/index.js';
import { observedApp } from './observed-app.js';

it('HTTP/2 on Fastify has ids and access lines, which say nothing of bytes', async () => {
  const telemetry = configureObservability({ env: {}, global: false });
  const createAdapter = () => new FastifyAdapter({ http2: true });
  await using app = await observedApp('fastify', telemetry, {}, createAdapter);
  const session = connect(app.url);
  const get = async (path: string, id: string) => {
    const stream = session.request({ ':path': path, 'x-request-id': id });
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    await buffer(stream);
    return [headers[':status'], headers['x-request-id']];
  };
  expect(await Promise.all([get('/items/1', 'h-1'), get('/fails', 'h-2')])).toEqual([[200, 'h-1'], [500, 'h-2']]); // prettier-ignore
  const access = () => app.log.lines.filter((line) => 'duration_ms' in line);
  await eventually(() => access().length === 2);
  for (const line of access()) expect(line).not.toHaveProperty('bytes');
  const told = Object.fromEntries(
    access().map((line) => [line['request_id'], [line['route'], line['status']]]),
  );
  expect(told).toEqual({ 'h-1': ['/items/:id', 200], 'h-2': ['/fails', 500] });
  session.close();
  await telemetry.shutdown();
});
