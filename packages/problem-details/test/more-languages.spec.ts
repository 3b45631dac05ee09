import { Controller, Get, HttpException } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, rawHttp } from '@couplekit/testkit';
import { defineProblem, ProblemException, type LanguageTexts } from '../src/index.js';
import { bootProblemApp, fetchProblem, type ProblemApp } from './problem-app.js';

class SeatError extends Error {}

const seat = defineProblem({
  slug: 'seat-taken',
  status: 409,
  title: { en: 'Seat is taken', ko: '이미 예약된 좌석', ja: '予約済みの座席' },
  error: SeatError,
  detail: () => ({ en: 'Choose another one.', ko: '다른 좌석을 고르세요.' }),
});
const foreign = defineProblem({
  slug: 'foreign',
  status: 404,
  title: { en: 'Foreign', ko: '외부' },
  detail: { en: 'From another package.', ko: '다른 패키지의 문제입니다.' },
});

const ja: LanguageTexts = {
  statuses: {
    '4xx': { title: 'リクエストエラー', detail: 'リクエストを処理できませんでした。' },
    '5xx': { title: 'サーバーエラー', detail: 'しばらくしてからもう一度お試しください。' },
    404: { title: '見つかりません', detail: 'この場所には何もありません。' },
  },
  problems: { foreign: { title: '外部', detail: '別のパッケージの問題です。' } },
};

@Controller()
class SeatController {
  @Get('seat') seat() {
    throw new SeatError();
  }
  @Get('foreign') foreign() {
    throw new ProblemException(foreign);
  }
  @Get('own') own() {
    throw new ProblemException(foreign, { detail: { en: 'Own.', ko: '자체', ja: '独自' } });
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
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [SeatController],
      options: {
        problems: [seat, foreign],
        languages: ['ko', 'en', 'ja'],
        defaultLanguage: 'ja',
        texts: { ja },
        negotiation: 'strict',
      },
    });
  });
  afterAll(() => app.close());

  it.each([
    ['/seat', 'ja-JP, en;q=0.5', '予約済みの座席', 'リクエストを処理できませんでした。'],
    ['/foreign', 'ja', '外部', '別のパッケージの問題です。'],
    ['/own', 'ja', '外部', '独自'],
    ['/conflict', 'fr', 'リクエストエラー', 'リクエストを処理できませんでした。'],
    ['/broken', 'ja', 'サーバーエラー', 'しばらくしてからもう一度お試しください。'],
    ['/nowhere', 'ja;q=0.9, de', '見つかりません', 'この場所には何もありません。'],
  ])('tells %s to a client of %s in Japanese', async (path, language, title, detail) => {
    const { body, headers } = await fetchProblem(app.url + path, {
      headers: { 'accept-language': language },
    });
    expect(body).toMatchObject({ title, detail });
    expect(headers.get('content-language')).toBe('ja');
  });

  it.each([
    ['en-GB', 'Seat is taken', 'Choose another one.', 'en'],
    ['ko-KR, ja;q=0.9', '이미 예약된 좌석', '다른 좌석을 고르세요.', 'ko'],
  ])('tells it to a client of %s', async (language, title, detail, expected) => {
    const { body, headers } = await fetchProblem(`${app.url}/seat`, {
      headers: { 'accept-language': language },
    });
    expect(body).toMatchObject({ title, detail });
    expect(headers.get('content-language')).toBe(expected);
  });

  it('has pages only in languages whose words it knows, and says so', async () => {
    const headers = { accept: 'text/html', 'accept-language': 'ja, ko;q=0.5' };
    const response = await fetch(`${app.url}/seat`, { headers });
    expect(response.headers.get('content-language')).toBe('ko');
    expect(await response.text()).toContain('<html lang="ko">');
  });

  it('answers bytes that are not HTTP in the default language', async () => {
    const { body, headers } = await rawHttp(app.port, 'NOT HTTP\r\n\r\n');
    expect(JSON.parse(body)).toMatchObject({ title: 'リクエストエラー' });
    expect(new Map(headers).get('content-language')).toBe('ja');
  });
});
