import { randomUUID } from 'node:crypto';
import { Controller, Get, HttpException } from '@nestjs/common';
import { ClsModule } from 'nestjs-cls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { defineProblem } from '../src/index.js';
import { bootProblemApp, fetchProblem, type ProblemApp } from './problem-app.js';

class InviteUsedError extends Error {
  constructor(readonly times: number) {
    super('used');
  }
}

const inviteUsed = defineProblem({
  slug: 'invite-used',
  status: 410,
  title: { en: 'Invite already used', ko: '이미 사용된 초대' },
  error: InviteUsedError,
  detail: ({ times }) => ({ en: `It was used ${times} times.`, ko: `${times}번 사용되었습니다.` }),
});

@Controller()
class LanguageController {
  @Get('used') used() {
    throw new InviteUsedError(2);
  }
  @Get('conflict') conflict() {
    throw new HttpException({}, 409);
  }
  @Get('broken') broken() {
    throw new Error('broken');
  }
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  let korean: ProblemApp;
  beforeAll(async () => {
    const setup = { controllers: [LanguageController], options: { problems: [inviteUsed] } };
    app = await bootProblemApp(adapter, {
      ...setup,
      imports: [
        ClsModule.forRoot({ middleware: { mount: true, generateId: true, idGenerator: () => randomUUID() } }),
      ],
    });
    korean = await bootProblemApp(adapter, {
      ...setup,
      options: { ...setup.options, defaultLanguage: 'ko' },
    });
  });
  afterAll(async () => {
    await app.close();
    await korean.close();
  });

  it.each([
    ['/used', 'ko-KR,ko;q=0.9,en;q=0.8', '이미 사용된 초대', '2번 사용되었습니다.'],
    ['/used', 'en, ko;q=0.5', 'Invite already used', 'It was used 2 times.'],
    ['/conflict', 'ko', '충돌', '요청이 현재 상태와 충돌합니다.'],
    [
      '/broken',
      'ko',
      '서버 내부 오류',
      '서버에서 문제가 생겼습니다. 잠시 후 다시 시도하고, 계속되면 요청 ID와 함께 알려 주세요.',
    ],
    ['/nowhere', 'ko', '찾을 수 없음', '이 주소에는 아무것도 없습니다.'],
  ])('tells %s to a client of %s', async (path, header, title, detail) => {
    const { body, headers } = await fetchProblem(app.url + path, { headers: { 'accept-language': header } });
    expect(body).toMatchObject({ title, detail });
    expect(headers.get('content-language')).toBe(header.slice(0, 2));
    expect(headers.get('vary')).toBe('Accept-Language');
  });

  it('falls back to the default language', async () => {
    const french = { headers: { 'accept-language': 'fr' } };
    expect((await fetchProblem(`${app.url}/used`, french)).body.title).toBe('Invite already used');
    expect((await fetchProblem(`${korean.url}/used`, french)).body.title).toBe('이미 사용된 초대');
  });

  it('names the request by the id of the nestjs-cls context, also for an unknown path', async () => {
    for (const path of ['/used', '/broken', '/nowhere']) {
      const { body } = await fetchProblem(app.url + path);
      expect(body.request_id).toMatch(/^[0-9a-f-]{36}$/);
      expect(body).not.toHaveProperty('trace_id');
    }
  });

  it('leaves request_id out when nobody knows one', async () => {
    expect((await fetchProblem(`${korean.url}/used`)).body).not.toHaveProperty('request_id');
  });
});
