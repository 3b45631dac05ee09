import { createServer, type AddressInfo } from 'node:net';
import {
  Controller,
  NotFoundException,
  ServiceUnavailableException,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import {
  ClientProxyFactory,
  EventPattern,
  MessagePattern,
  Payload,
  RpcException,
  Transport,
  type ClientProxy,
} from '@nestjs/microservices';
import { IsInt } from 'class-validator';
import { firstValueFrom, throwError } from 'rxjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, eventually } from '@couplekit/testkit';
import { terminusPack } from '../../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from '../problem-app.js';
import { StageInvalidError, stageInvalid } from '../stage-invalid.js';
import { EXPECTED, VALUES } from '../thrown-values.js';

class Age {
  @IsInt() readonly age!: number;
}

@Controller()
class MessageController {
  @MessagePattern('ok') ok() {
    return 'ok';
  }
  @MessagePattern('domain') domain() {
    throw new StageInvalidError(SECRET);
  }
  @MessagePattern('lost') lost() {
    return throwError(() => new NotFoundException('No such stage.'));
  }
  @MessagePattern('health') health() {
    throw new ServiceUnavailableException({ status: 'error', details: { database: { status: 'down' } } });
  }
  @MessagePattern('own') own() {
    throw new RpcException('For the client.');
  }
  @MessagePattern('own-object') ownObject() {
    throw new RpcException({ code: 'MINE' });
  }
  @MessagePattern('age') @UsePipes(new ValidationPipe()) age(@Payload() body: Age) {
    return body;
  }
  @MessagePattern('value') value(@Payload() name: string) {
    throw VALUES[name];
  }
  @EventPattern('event') event(@Payload() _data: unknown) {
    throw new Error(SECRET);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.each(ADAPTERS)('in a hybrid application on %s', (adapter) => {
  let app: ProblemApp;
  let client: ClientProxy;
  beforeAll(async () => {
    const options = { host: '127.0.0.1', port: await freePort() };
    app = await bootProblemApp(adapter, {
      controllers: [MessageController],
      options: { problems: [stageInvalid], defaultLanguage: 'ko', packs: [terminusPack()] },
      async configure(nest) {
        nest.connectMicroservice({ transport: Transport.TCP, options }, { inheritAppConfig: true });
        await nest.startAllMicroservices();
      },
    });
    client = ClientProxyFactory.create({ transport: Transport.TCP, options });
  });
  afterAll(async () => {
    client.close();
    await app.close();
  });
  beforeEach(() => void (app.errors.length = 0));

  /** What a message is refused with. */
  const refusal = (pattern: string, data: unknown = {}): Promise<unknown> =>
    firstValueFrom(client.send<unknown>(pattern, data)).then(
      (value) => Promise.reject(new Error(`answered with ${String(value)}`)),
      (error: unknown) => error,
    );

  it('answers what does not fail', async () => {
    expect(await firstValueFrom(client.send<unknown>('ok', {}))).toBe('ok');
  });

  it('answers a plain problem, without instance, in the default language', async () => {
    expect(await refusal('domain')).toEqual({
      type: `${BASE_URI}stage-invalid`,
      title: '끝난 단계',
      status: 409,
      detail: '요청이 현재 상태와 충돌합니다.',
    });
    expect(app.errors).toEqual([]);
  });

  it('hears of streams that fail and of pipes that refuse', async () => {
    expect(await refusal('lost')).toMatchObject({ status: 404, detail: 'No such stage.' });
    expect(await refusal('age', { age: 'x' })).toMatchObject({ type: 'about:blank', status: 400 });
  });

  it('makes a problem of what a pack keeps for HTTP as it is', async () => {
    expect(await refusal('health')).toMatchObject({
      type: 'about:blank',
      title: '서비스 이용 불가',
      status: 503,
    });
    expect(app.errors).toEqual([]);
  });

  it('passes on what the application made for the transport', async () => {
    expect(await refusal('own')).toEqual({ status: 'error', message: 'For the client.' });
    expect(await refusal('own-object')).toEqual({ code: 'MINE' });
  });

  it.each(Object.keys(VALUES))('survives %s and says nothing of it', async (name) => {
    const problem = await refusal('value', name);
    expect(problem).toMatchObject({
      status: name === 'definition with broken functions' ? 500 : (EXPECTED[name] ?? 500),
    });
    expect(JSON.stringify(problem)).not.toContain(SECRET);
  });

  it('logs what an event handler throws, and goes on', async () => {
    client.emit('event', {});
    await eventually(() => app.errors.length === 1);
    expect(app.errors[0]?.[0]).toMatchObject({ message: SECRET });
    expect(await firstValueFrom(client.send<unknown>('ok', {}))).toBe('ok');
  });

  it('answers HTTP as before', async () => {
    expect((await fetchProblem(`${app.url}/nowhere`)).status).toBe(404);
  });
});
