import 'reflect-metadata';
import dns from 'node:dns';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Body, Controller, Get, Injectable, Module, Post, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ADAPTERS, bootApp, CapturedLines, rawHttp, getRequest, eventually, plainAdapter } from '@couplekit/testkit';
import { trace } from '@opentelemetry/api';
import { ClsServiceManager } from 'nestjs-cls';
import { InjectPinoLogger, PinoLogger, Logger } from 'nestjs-pino';
import { expect, it, describe, vi } from 'vitest';
import { configureObservability, ObservabilityModule } from '../src/index.js';

const telemetry = configureObservability({ env: {} });
@Controller()
class C {
  constructor(private readonly p: PinoLogger) {}
  @Post('echo') async echo(@Body() b: unknown) { this.p.info('in post'); return { id: ClsServiceManager.getClsService().getId(), trace: trace.getActiveSpan()?.spanContext().traceId }; }
  @Get('overwrite') over(@Res() r: any) { const raw = r.raw ?? r; r.header?.('x-request-id','evil'); raw.setHeader('X-Request-ID','evil'); raw.writeHead(200, {'x-Request-id': 'evil'}); raw.end('x'); }
  @Get('flat') flat(@Res() r: any) { const raw = r.raw ?? r; raw.writeHead(200, ['X-Request-Id', 'evil', 'x-request-id', 'evil2']); raw.end('x'); }
  @Get('remove') rem(@Res() r: any) { const raw = r.raw ?? r; for (const n of raw.getHeaderNames()) raw.removeHeader(n); raw.end('x'); }
  @Get('reply') reply(@Res({passthrough:true}) r: any) { r.header('x-request-id','evil'); return 'x'; }
  @Get('forge') forge() { this.p.info({ request_id: 'forged', trace_id: 'forged' }, 'forge'); return {}; }
  @Get('rid') rid(@Req() r: any) { return { id: r.id }; }
  @Get('x') x() { return {}; }
}
@Injectable() class S { constructor(@InjectPinoLogger('S') readonly p: PinoLogger) {} }
const log = new CapturedLines();
@Module({ imports: [ObservabilityModule.forRoot({ telemetry, logDestination: log })], controllers: [C] }) class M {}
@Module({ imports: [ObservabilityModule.forRoot({ telemetry, logDestination: log })], providers: [S] }) class M2 {}
@Module({ imports: [ObservabilityModule.forRoot({ telemetry, logDestination: log })] }) class M3 {}

describe.each(ADAPTERS)('%s', (adapter) => {
  it('late body', async () => {
    await using app = await bootApp({ adapter, module: M });
    const answer = await new Promise<string>((resolve) => {
      const s = connect(app.port, '127.0.0.1');
      let got = ''; s.on('data', (d) => (got += d)); s.on('close', () => resolve(got));
      s.write('POST /echo HTTP/1.1\r\nHost: x\r\nX-Request-ID: late-1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n');
      setTimeout(() => s.write('{"a"'), 60); setTimeout(() => s.write(':1}'), 120);
    });
    expect(answer).toContain('"id":"late-1"');
    expect(answer).toContain('"trace":');
  });
  it.each(['overwrite', 'flat', 'remove', 'reply'])('header %s', async (p) => {
    await using app = await bootApp({ adapter, module: M });
    const r = await rawHttp(app.port, getRequest('/' + p).replace('\r\n', '\r\nX-Request-ID: mine\r\n'));
    expect(r.headers.filter(([n]) => n === 'x-request-id')).toEqual([['x-request-id', 'mine']]);
  });
  it('forge', async () => {
    await using app = await bootApp({ adapter, module: M });
    await fetch(app.url + '/forge', { headers: { 'X-Request-ID': 'real' } });
    expect(log.lines.find((l) => l['msg'] === 'forge')).toMatchObject({ request_id: 'real' });
  });
  it('rid', async () => {
    await using app = await bootApp({ adapter, module: M });
    expect(await (await fetch(app.url + '/rid', { headers: { 'X-Request-ID': 'real' } })).json()).toEqual({ id: 'real' });
  });
  it('InjectPinoLogger', async () => {
    await using app = await bootApp({ adapter, module: M2 });
    expect(app.url).toContain('http');
  });
  it('no host / 417', async () => {
    await using app = await bootApp({ adapter, module: M });
    const a = await rawHttp(app.port, 'GET /x HTTP/1.1\r\nConnection: close\r\n\r\n');
    const b = await rawHttp(app.port, 'GET /x HTTP/1.1\r\nHost: x\r\nExpect: what\r\nConnection: close\r\n\r\n');
    expect([a.status, b.status]).toEqual([400, 417]);
    expect(a.headers.map((h) => h[0])).toContain('x-request-id');
    expect(b.headers.map((h) => h[0])).toContain('x-request-id');
  });
  it('abort status', async () => {
    await using app = await bootApp({ adapter, module: M });
    const s = connect(app.port, '127.0.0.1');
    s.write('POST /echo HTTP/1.1\r\nHost: x\r\nX-Request-ID: half-' + adapter + '\r\nContent-Type: application/json\r\nContent-Length: 70\r\n\r\n{');
    await delay(50); s.destroy();
    const line = await eventually(() => log.lines.find((l) => l['request_id'] === 'half-' + adapter && 'duration_ms' in l));
    console.log(JSON.stringify(line));
  });
  it('pipelined', async () => {
    await using app = await bootApp({ adapter, module: M });
    const a = await rawHttp(app.port, 'GET /x HTTP/1.1\r\nHost: x\r\nX-Request-ID: pa\r\n\r\nGET /x HTTP/1.1\r\nHost: x\r\nX-Request-ID: pb\r\nConnection: close\r\n\r\n');
    console.log(a, log.lines.filter((l) => ['pa', 'pb'].includes(String(l['request_id']))));
  });
  it('ipv6 secondary', async () => {
    const app = await NestFactory.create(M, plainAdapter(adapter), { logger: false });
    const spy = vi.spyOn(dns, 'lookup').mockImplementation(((_h: string, o: any, cb: any) => (typeof o === 'function' ? o : cb)(null, o?.all ? [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }] : '127.0.0.1', 4)) as never);
    await app.listen(0);
    spy.mockRestore();
    const port = app.getHttpServer().address().port;
    console.log(app.getHttpServer().address());
    for (const host of ['127.0.0.1', '[::1]']) {
      const r = await fetch(`http://${host}:${port}/x`).catch((e) => e);
      console.log(host, r.status, r.headers?.get('x-request-id'), r.cause?.code);
    }
    await app.close();
  });
});
it('application context', async () => {
  const app = await NestFactory.createApplicationContext(M3, { logger: false });
  expect(app.get(Logger)).toBeDefined();
  await app.close();
});
