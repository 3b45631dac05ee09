import { createReadStream } from 'node:fs';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { Controller, Get, Header, Res, StreamableFile } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, eventually, getRequest, rawHttp } from '@couplekit/testkit';
import { bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

/** Gives its parts one by one, then fails. */
async function* failing(...parts: string[]): AsyncGenerator<string> {
  for (const part of parts) {
    yield part;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(SECRET);
}

const bytes = (...parts: string[]) => Readable.from(failing(...parts), { objectMode: false });

@Controller()
class StreamController {
  @Get('ok') ok() {
    return new StreamableFile(Buffer.from('all of it'));
  }
  @Get('missing-file') missingFile() {
    return new StreamableFile(createReadStream(`/nowhere/${SECRET}.pdf`), {
      type: 'application/pdf',
      disposition: `attachment; filename="${SECRET}.pdf"`,
      length: 5,
    });
  }
  @Get('early-file') earlyFile() {
    return new StreamableFile(bytes());
  }
  @Get('late-file') lateFile() {
    return new StreamableFile(bytes('half of'));
  }
  @Get('late-sized-file') lateSizedFile() {
    return new StreamableFile(bytes('half of'), { length: 100 });
  }
  @Get('own-handler') ownHandler() {
    return new StreamableFile(bytes()).setErrorHandler((_error, response) => {
      response.statusCode = 410;
      response.send('mine');
    });
  }
  @Get('early-stream') @Header('cache-control', 'public') earlyStream() {
    return bytes();
  }
  @Get('late-stream') lateStream() {
    return bytes('half of');
  }
  @Get('early-generator') earlyGenerator() {
    return failing();
  }
  @Get('late-generator') lateGenerator() {
    return failing('half of');
  }
  @Get('early-web') earlyWeb() {
    return new Response(Readable.toWeb(bytes()) as ReadableStream);
  }
  @Get('late-web') lateWeb() {
    return new Response(Readable.toWeb(bytes('half of')) as ReadableStream);
  }
  @Get('written') written(@Res() response: { raw?: NodeJS.WritableStream; hijack?(): void }) {
    response.hijack?.();
    (response.raw ?? (response as unknown as NodeJS.WritableStream)).write('half of');
    throw new Error(SECRET);
  }
}

const EARLY = ['missing-file', 'early-file', 'early-stream', 'early-generator', 'early-web'];
const LATE = ['late-file', 'late-sized-file', 'late-stream', 'late-generator', 'late-web', 'written'];

/** What a client that only knows HTTP/1.0 gets, and how its connection ends. */
async function fetchOld(port: number, path: string): Promise<{ received: string; ending: string }> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let received = '';
  let ending = 'complete';
  socket.on('data', (chunk: string) => (received += chunk));
  socket.on('error', (error: NodeJS.ErrnoException) => (ending = error.code ?? 'error'));
  socket.write(`GET ${path} HTTP/1.0\r\nHost: x\r\n\r\n`);
  await new Promise((resolve) => socket.once('close', resolve));
  return { received, ending };
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, { controllers: [StreamController] });
  });
  afterAll(() => app.close());
  beforeEach(() => void (app.errors.length = 0));

  it.each(EARLY)('answers a stream that fails before its first byte: %s', async (path) => {
    const answer = await fetchProblem(`${app.url}/${path}`);
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({
      type: 'about:blank',
      title: 'Internal Server Error',
      instance: `/${path}`,
    });
    expect(answer.headers.get('content-disposition')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(answer.text)));
    expect(answer.text).not.toContain(SECRET);
    expect(app.errors.flat().length).toBeGreaterThan(0);
  });

  it.each(LATE)('cuts a stream that fails after its first byte: %s', async (path) => {
    const response = await rawHttp(app.port, getRequest(`/${path}`));
    expect(response.status).toBe(200);
    expect(response.body).toContain('half of');
    expect(response.body).not.toContain('\r\n0\r\n\r\n');
    expect(response.body).not.toContain(SECRET);
    expect(response.closed).toBe(true);
    await expect(fetch(`${app.url}/${path}`).then((started) => started.text())).rejects.toThrow();
    await eventually(() => app.errors.length > 0);
  });

  it.each(LATE)('resets a connection whose end would look like the end of the body: %s', async (path) => {
    const { received, ending } = await fetchOld(app.port, `/${path}`);
    expect(received).not.toContain(SECRET);
    if (path !== 'late-sized-file') expect(ending).toBe('ECONNRESET');
    expect(received).not.toContain('problem+json');
  });

  it('serves what does not fail to an old client in full', async () => {
    const { received, ending } = await fetchOld(app.port, '/ok');
    expect(received).toMatch(/all of it$/);
    expect(ending).toBe('complete');
  });

  it.each(EARLY)('answers HEAD for it without a body: %s', async (path) => {
    const response = await rawHttp(app.port, getRequest(`/${path}`, 'HEAD'));
    expect(response.body).toBe('');
    expect(JSON.stringify([...response.headers])).not.toContain(
      adapter === 'express' ? '/nowhere' : 'text/plain',
    );
  });
});

it('leaves a failure on express to the handler that the application gave the file', async () => {
  await using app = await bootProblemApp('express', { controllers: [StreamController] });
  const response = await fetch(`${app.url}/own-handler`);
  expect([response.status, await response.text()]).toEqual([410, 'mine']);
});
