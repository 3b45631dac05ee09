import type { ServerResponse } from 'node:http';
import { ADAPTERS, bootApp, CapturedLines } from '@couplekit/testkit';
import { Controller, Get, Module, Res } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configureObservability, ObservabilityModule } from '../src/index.js';

interface Reply {
  readonly raw?: ServerResponse;
  header(name: string, value: string): unknown;
}
const rawOf = (reply: Reply) => reply.raw ?? (reply as unknown as ServerResponse);

@Controller()
class TimingController {
  @Get('none')
  none() {
    return 'x';
  }

  @Get('framework')
  framework(@Res({ passthrough: true }) reply: Reply) {
    reply.header('Server-Timing', 'db;dur=5');
    return 'x';
  }

  @Get('set')
  set(@Res() reply: Reply) {
    rawOf(reply).setHeader('Server-Timing', ['db;dur=5', 'cache']).end();
  }

  @Get('object')
  object(@Res() reply: Reply) {
    rawOf(reply).writeHead(200, { 'Server-Timing': 'db;dur=5', 'X-Other': 'kept' }).end();
  }

  @Get('list')
  list(@Res() reply: Reply) {
    rawOf(reply)
      .writeHead(200, ['server-timing', 'db;dur=5', 'X-Other', 'kept', 'Server-Timing', 'cache'])
      .end();
  }

  @Get('other')
  other(@Res() reply: Reply) {
    rawOf(reply).writeHead(200, { 'X-Other': 'kept' }).end();
  }
}

describe.each(ADAPTERS)('Server-Timing on %s', (adapter) => {
  const telemetry = configureObservability({ env: {}, global: false });
  let app: Awaited<ReturnType<typeof bootApp>>;
  beforeAll(async () => {
    class Root {}
    const logDestination = new CapturedLines();
    Module({
      imports: [ObservabilityModule.forRoot({ telemetry, logDestination, serverTiming: true })],
      controllers: [TimingController],
    })(Root);
    app = await bootApp({ adapter, module: Root });
  });
  afterAll(async () => {
    await app.close();
    await telemetry.shutdown();
  });

  it.each([
    ['none', []],
    ['framework', ['db;dur=5']],
    ['set', ['db;dur=5', 'cache']],
    ['object', ['db;dur=5']],
    ['list', ['db;dur=5', 'cache']],
    ['other', []],
    ['no-such-route', []],
  ])('has the trace behind what the application says itself: %s', async (path, own) => {
    const { headers } = await fetch(`${app.url}/${path}`);
    const timings = headers.get('server-timing')?.split(', ');
    expect(timings).toEqual([...own, expect.stringMatching(/^traceparent;desc="00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"$/)]); // prettier-ignore
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    if (['object', 'list', 'other'].includes(path)) expect(headers.get('x-other')).toBe('kept');
  });
});
