import { Module, NotFoundException, UseFilters, type INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { WsAdapter } from '@nestjs/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
import { throwError } from 'rxjs';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, type AdapterName } from '@couplekit/testkit';
import { ProblemDetailsFilter } from '../../src/index.js';
import { BASE_URI, bootProblemApp, SECRET, type ProblemApp } from '../problem-app.js';
import { StageInvalidError, stageInvalid } from '../stage-invalid.js';
import { EXPECTED, VALUES } from '../thrown-values.js';

@WebSocketGateway()
@UseFilters(ProblemDetailsFilter)
class StageGateway {
  @SubscribeMessage('ok') ok() {
    return { event: 'fine', data: 1 };
  }
  @SubscribeMessage('domain') domain() {
    throw new StageInvalidError(SECRET);
  }
  @SubscribeMessage('stream') stream() {
    return throwError(() => new NotFoundException('No such stage.'));
  }
  @SubscribeMessage('own') own() {
    throw new WsException('For the client.');
  }
  @SubscribeMessage('own-object') ownObject() {
    throw new WsException({ code: 'MINE' });
  }
  @SubscribeMessage('value') value(@MessageBody() name: string) {
    throw VALUES[name];
  }
}

@Module({ providers: [StageGateway] })
class StageModule {}

interface Client {
  /** Sends a message and waits for the next event. */
  ask(event: string, data?: unknown): Promise<readonly [string, unknown]>;
  close(): void;
}

async function nativeClient(url: string): Promise<Client> {
  const socket = new WebSocket(url.replace('http', 'ws'));
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  return {
    ask(event, data) {
      return new Promise((resolve) => {
        socket.addEventListener(
          'message',
          ({ data: text }) => {
            const answer = JSON.parse(text as string) as { event: string; data: unknown };
            resolve([answer.event, answer.data]);
          },
          { once: true },
        );
        socket.send(JSON.stringify({ event, data }));
      });
    },
    close: () => socket.close(),
  };
}

async function socketIoClient(url: string): Promise<Client> {
  const socket = io(url, { transports: ['websocket'], extraHeaders: { 'accept-language': 'ko' } });
  await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
  return {
    ask(event, data) {
      return new Promise((resolve) => {
        socket.onAny((name: string, answer: unknown) => {
          socket.offAny();
          resolve([name, answer]);
        });
        socket.emit(event, data);
      });
    },
    close: () => void socket.close(),
  };
}

const PLATFORMS = {
  'platform-ws': {
    adapter: (app: INestApplication) => new WsAdapter(app),
    connect: nativeClient,
    title: 'Stage is finished',
  },
  'platform-socket.io': {
    adapter: (app: INestApplication) => new IoAdapter(app),
    connect: socketIoClient,
    title: '끝난 단계',
  },
};

const MATRIX = ADAPTERS.flatMap((adapter) =>
  Object.keys(PLATFORMS).map((platform) => [platform, adapter] as [keyof typeof PLATFORMS, AdapterName]),
);

describe.each(MATRIX)('with %s on %s', (platform, adapter) => {
  let app: ProblemApp;
  let client: Client;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      imports: [StageModule],
      options: { problems: [stageInvalid] },
      configure: (nest) => void nest.useWebSocketAdapter(PLATFORMS[platform].adapter(nest)),
    });
    client = await PLATFORMS[platform].connect(app.url);
  });
  afterAll(async () => {
    client.close();
    await app.close();
  });
  beforeEach(() => void (app.errors.length = 0));

  it('sends a problem as an exception event that names the message', async () => {
    const [event, problem] = await client.ask('domain', { secret: SECRET });
    expect(event).toBe('exception');
    expect(problem).toMatchObject({
      type: `${BASE_URI}stage-invalid`,
      title: PLATFORMS[platform].title,
      status: 409,
      pattern: 'domain',
    });
    expect(problem).not.toHaveProperty('instance');
    expect(JSON.stringify(problem)).not.toContain(SECRET);
    expect(app.errors).toEqual([]);
  });

  it('hears of streams that fail', async () => {
    expect(await client.ask('stream')).toMatchObject([
      'exception',
      { status: 404, detail: 'No such stage.', pattern: 'stream' },
    ]);
  });

  it('sends what the application made for the transport as Nest does', async () => {
    expect(await client.ask('own', { id: 1 })).toEqual([
      'exception',
      { status: 'error', message: 'For the client.', cause: { pattern: 'own', data: { id: 1 } } },
    ]);
    expect(await client.ask('own-object')).toEqual(['exception', { code: 'MINE' }]);
  });

  it.each(Object.keys(VALUES))('survives %s and says nothing of it', async (name) => {
    const answer = await client.ask('value', name);
    expect(answer).toMatchObject([
      'exception',
      { status: name === 'definition with broken functions' ? 500 : (EXPECTED[name] ?? 500) },
    ]);
    expect(JSON.stringify(answer)).not.toContain(SECRET);
  });

  it('goes on after it', async () => {
    expect((await client.ask('ok'))[0]).toBe('fine');
  });
});
