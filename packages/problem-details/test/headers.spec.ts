import {
  Controller,
  Get,
  HttpException,
  Res,
  ServiceUnavailableException,
  UnauthorizedException,
} from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, bootApp, getRequest, rawHttp } from '@couplekit/testkit';
import { defineProblem, ProblemDetailsModule, ProblemException } from '../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, type ProblemApp } from './problem-app.js';

interface AnyResponse {
  readonly raw?: ServerResponse;
  header(name: string, value: string): void;
}

class SignInError extends Error {}

const signIn = defineProblem({
  slug: 'sign-in',
  status: 401,
  title: { en: 'Sign in', ko: '로그인 필요' },
  error: SignInError,
  headers: { 'www-authenticate': 'DPoP algs="ES256"' },
});

/** Sets every header, then fails. */
const LOST = ['X-Accel-Redirect', 'X-Sendfile', 'X-Accel-Expires', 'Signature', 'Digest', 'Edge-Control'];

@Controller()
class HeaderController {
  @Get('unauthorized') unauthorized() {
    throw new UnauthorizedException();
  }
  @Get('challenged') challenged(@Res({ passthrough: true }) response: AnyResponse) {
    response.header('WWW-Authenticate', 'Basic realm="old"');
    throw new UnauthorizedException();
  }
  @Get('challenged-raw') challengedRaw(@Res({ passthrough: true }) response: AnyResponse) {
    const raw = response.raw ?? (response as unknown as ServerResponse);
    raw.setHeader('WWW-Authenticate', 'Basic realm="raw"');
    throw new UnauthorizedException();
  }
  @Get('occurrence') occurrence() {
    throw new ProblemException(401, { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
  }
  @Get('definition') definition() {
    throw new SignInError();
  }
  @Get('forbidden') forbidden() {
    throw new HttpException('No.', 403);
  }
  @Get('busy') busy(@Res({ passthrough: true }) response: AnyResponse) {
    response.header('Retry-After', '30');
    throw new ServiceUnavailableException();
  }
  @Get('lost') lost(@Res({ passthrough: true }) response: AnyResponse) {
    for (const name of LOST) response.header(name, '/private/file');
    throw new HttpException('No.', 409);
  }
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, { controllers: [HeaderController], options: { problems: [signIn] } });
  });
  afterAll(() => app.close());

  it.each([
    ['unauthorized', 'Bearer'],
    ['challenged', 'Basic realm="old"'],
    ['challenged-raw', 'Basic realm="raw"'],
    ['occurrence', 'Bearer error="invalid_token"'],
    ['definition', 'DPoP algs="ES256"'],
    ['forbidden', null],
  ])('sends one challenge with a 401, its own first: %s', async (path, challenge) => {
    expect((await fetchProblem(`${app.url}/${path}`)).headers.get('www-authenticate')).toBe(challenge);
  });

  it.each([
    ['Bearer realm="api", error="invalid_token"', 'Bearer realm="api", error="invalid_token"'],
    [false, null],
  ] as const)('takes the challenge from its options: %s', async (challenge, expected) => {
    await using other = await bootProblemApp(adapter, {
      controllers: [HeaderController],
      options: { challenge },
    });
    const { headers } = await fetchProblem(`${other.url}/unauthorized`, {}, { off: ['authenticate'] });
    expect(headers.get('www-authenticate')).toBe(expected);
  });

  it.each(['', 'two words\r\n', '"Bearer"', 7])('does not start with the challenge %j', async (challenge) => {
    const imports = [
      ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [], challenge: challenge as string }),
    ];
    const starting = bootApp({ adapter, module: { module: class BrokenRoot {}, imports } });
    await expect(starting).rejects.toThrow('challenge must be an authentication scheme');
  });

  it.each([{ 'X Y': 'z' }, { 'X-Y': 'z\r\nInjected: yes' }])(
    'does not start with the headers %j',
    async (headers) => {
      const imports = [
        ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [], malformedRequestHeaders: headers }),
      ];
      const starting = bootApp({ adapter, module: { module: class BrokenRoot {}, imports } });
      await expect(starting).rejects.toThrow('malformedRequestHeaders has a header that HTTP does not allow');
    },
  );

  it('keeps Retry-After of a handler', async () => {
    expect((await fetchProblem(`${app.url}/busy`)).headers.get('retry-after')).toBe('30');
  });

  it('drops what would make a proxy send or keep something else', async () => {
    const { headers } = await fetchProblem(`${app.url}/lost`);
    for (const name of LOST) expect(headers.get(name), name).toBeNull();
  });

  it.each(['unauthorized', 'busy', 'nowhere', 'definition'])(
    'answers HEAD with the headers of GET and no body: %s',
    async (path) => {
      const head = await rawHttp(app.port, getRequest(`/${path}`, 'HEAD'));
      const get = await rawHttp(app.port, getRequest(`/${path}`));
      const comparable = (headers: typeof get.headers) =>
        [...headers]
          .filter(([name]) => name.toLowerCase() !== 'date')
          .map(String)
          .toSorted();
      expect(head.status).toBe(get.status);
      expect(comparable(head.headers)).toEqual(comparable(get.headers));
      expect(head.body).toBe('');
    },
  );
});
