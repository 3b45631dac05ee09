import type { ServerResponse } from 'node:http';
import {
  Controller,
  Get,
  HttpException,
  Injectable,
  NotFoundException,
  Scope,
  Sse,
  UseGuards,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type MessageEvent,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { concat, delay, map, of, Subject, throwError, timer, type Observable } from 'rxjs';
import { mergeMap } from 'rxjs/operators';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, eventually } from '@couplekit/testkit';
import {
  BASE_URI,
  bootProblemApp,
  fetchProblem,
  SECRET,
  type ProblemApp,
  type ProblemBody,
} from './problem-app.js';
import { StageInvalidError, stageInvalid } from './stage-invalid.js';

const later = (thrown: unknown): Observable<never> =>
  timer(30).pipe(
    map(() => {
      throw thrown;
    }),
  );

const cyclic: Record<string, unknown> = { secret: SECRET };
cyclic['self'] = cyclic;

@Injectable()
class Closed implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

const live = new Subject<MessageEvent>();

@Controller()
class EventsController {
  @Sse('fine') fine(): Observable<unknown> {
    return of({ data: { n: 1 } }, 'two', { data: 'three', type: 'other', id: '7' }, 4);
  }
  @Sse('broken') broken(): Observable<unknown> {
    return concat(of({ data: { n: 1 } }), later(new Error(SECRET)));
  }
  @Sse('domain') domain(): Observable<unknown> {
    return concat(of({ data: { n: 1 } }), later(new StageInvalidError(SECRET)));
  }
  @Sse('http-5xx') http5xx(): Observable<unknown> {
    return concat(of({ data: 1 }), later(new HttpException(SECRET, 503)));
  }
  @Sse('http-4xx') http4xx(): Observable<unknown> {
    return concat(of({ data: 1 }), later(new NotFoundException('It went away.')));
  }
  @Sse('before-first') beforeFirst(): Observable<unknown> {
    return later(new StageInvalidError(SECRET));
  }
  @Sse('at-once') atOnce(): Observable<unknown> {
    return throwError(() => new StageInvalidError(SECRET));
  }
  @Sse('throws') throws(): Observable<unknown> {
    throw new NotFoundException('No such stream.');
  }
  @Sse('rejects') rejects(): Promise<Observable<unknown>> {
    return Promise.reject(new Error(SECRET));
  }
  @Sse('closed') @UseGuards(Closed) closed(): Observable<unknown> {
    return of(1);
  }
  @Sse('cyclic') cyclic(): Observable<unknown> {
    return concat(of({ data: 1 }), of({ data: cyclic }).pipe(delay(30)));
  }
  @Sse('outer') outer(): Observable<unknown> {
    return concat(of({ data: 1 }), of({ data: 'second' }).pipe(delay(30)));
  }
  @Sse('own-error') ownError(): Observable<unknown> {
    return of({ type: 'error', data: 'mine' });
  }
  @Sse('live') live(): Observable<unknown> {
    return live;
  }
  @Get('plain') plain() {
    return { ok: true };
  }
}

@Controller({ path: 'scoped', scope: Scope.REQUEST })
class ScopedController {
  @Sse('broken') broken(): Observable<unknown> {
    return concat(of({ data: 1 }), later(new HttpException(SECRET, 500)));
  }
}

@Injectable()
class OuterInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getHandler().name !== 'outer') return next.handle();
    return next
      .handle()
      .pipe(
        mergeMap((event: MessageEvent) =>
          event.data === 'second' ? throwError(() => new HttpException(SECRET, 502)) : of(event),
        ),
      );
  }
}

/** The events of a stream that has ended. */
function parse(text: string): { event: string | undefined; data: string | undefined }[] {
  const field = (block: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  return text
    .split('\n\n')
    .filter((block) => block.trim() !== '')
    .map((block) => ({ event: field(block, 'event'), data: field(block, 'data') }));
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [EventsController, ScopedController],
      providers: [{ provide: APP_INTERCEPTOR, useClass: OuterInterceptor }],
      options: { problems: [stageInvalid] },
      configure(nest) {
        nest.use((_request: unknown, response: ServerResponse, next: () => void) => {
          response.setHeader('x-request-id', 'req-9');
          next();
        });
      },
    });
  });
  afterAll(() => app.close());
  beforeEach(() => void (app.errors.length = 0));

  async function read(path: string): Promise<{ events: ReturnType<typeof parse>; problem: ProblemBody }> {
    const response = await fetch(`${app.url}/${path}?token=${SECRET}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const text = await response.text();
    expect(text).not.toContain(SECRET);
    const events = parse(text);
    const last = events.at(-1);
    expect(last?.event).toBe('problem');
    return { events, problem: JSON.parse(last?.data ?? '') as ProblemBody };
  }

  it('leaves a stream that does not fail as it is', async () => {
    const text = await (await fetch(`${app.url}/fine`)).text();
    expect(parse(text)).toEqual([
      { event: undefined, data: '{"n":1}' },
      { event: undefined, data: 'two' },
      { event: 'other', data: 'three' },
      { event: undefined, data: '4' },
    ]);
    expect(text).toContain('id: 7');
    expect(parse(await (await fetch(`${app.url}/own-error`)).text())).toEqual([
      { event: 'error', data: 'mine' },
    ]);
    expect(await (await fetch(`${app.url}/plain`)).json()).toEqual({ ok: true });
  });

  it.each([
    ['broken', 500, 'about:blank', 'Internal Server Error'],
    ['domain', 409, `${BASE_URI}stage-invalid`, 'Stage is finished'],
    ['http-5xx', 503, 'about:blank', 'Service Unavailable'],
    ['http-4xx', 404, 'about:blank', 'Not Found'],
    ['cyclic', 500, 'about:blank', 'Internal Server Error'],
    ['outer', 502, 'about:blank', 'Bad Gateway'],
    ['scoped/broken', 500, 'about:blank', 'Internal Server Error'],
  ])('ends a stream that fails after an event with a problem: %s', async (path, status, type, title) => {
    const { events, problem } = await read(path);
    expect(events).toHaveLength(2);
    expect(events[0]?.event).toBeUndefined();
    expect(problem).toMatchObject({ type, status, title, instance: `/${path}`, request_id: 'req-9' });
    expect(app.errors).toHaveLength(status >= 500 ? 1 : 0);
  });

  it('ends a stream that fails before its first event, but after its headers, in the same way', async () => {
    const { events, problem } = await read('before-first');
    expect(events).toHaveLength(1);
    expect(problem).toMatchObject({ status: 409, type: `${BASE_URI}stage-invalid` });
  });

  it.each([
    ['at-once', 409],
    ['throws', 404],
    ['rejects', 500],
    ['closed', 403],
  ])('answers what fails before the headers with the problem itself: %s', async (path, status) => {
    const answer = await fetchProblem(`${app.url}/${path}?token=${SECRET}`);
    expect(answer.status).toBe(status);
    expect(answer.body.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.text).not.toContain(SECRET);
  });

  it('survives a client that goes away in the middle', async () => {
    const client = new AbortController();
    const response = await fetch(`${app.url}/live`, { signal: client.signal });
    await eventually(() => live.observed);
    client.abort();
    await expect(response.text()).rejects.toThrow();
    await eventually(() => !live.observed);
    expect((await fetch(`${app.url}/plain`)).status).toBe(200);
    expect(app.errors).toEqual([]);
  });
});
