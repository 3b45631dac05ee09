import type { ServerResponse } from 'node:http';
import type { CallHandler, ExecutionContext, MessageEvent, NestInterceptor } from '@nestjs/common';
import { catchError, map, of, throwError, type Observable } from 'rxjs';
import type { ToldProblem } from '../contexts/problem-teller.js';
import type { ProblemRequest } from '../telling/problem-request.js';
import { isTooLate, rawResponse, type ProblemResponse } from '../telling/write-problem.js';

/** Nest's own mark of an `@Sse()` handler; its constant is not exported. */
export const SSE_METADATA = '__sse__';

type Tell = (thrown: unknown, request: ProblemRequest, requestId: unknown) => ToldProblem;

/**
 * Ends a stream of `@Sse()` that fails with an event named `problem`, whose data is the problem: Nest's own `error` event
 * has the message of an `HttpException`, also of a 5xx. While nothing is sent, the failure is an ordinary answer.
 */
export class SseProblemInterceptor implements NestInterceptor {
  constructor(private readonly tell: Tell) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const events = next.handle();
    if (context.getType() !== 'http' || !Reflect.hasMetadata(SSE_METADATA, context.getHandler()))
      return events;
    const http = context.switchToHttp();
    const request = http.getRequest<ProblemRequest | { readonly raw: ProblemRequest }>();
    const response = http.getResponse<ProblemResponse>();
    return events.pipe(
      map(toEvent),
      catchError((thrown: unknown) => {
        if (!isTooLate(response)) return throwError(() => thrown);
        const raw = 'raw' in request ? request.raw : request;
        return of({ type: 'problem', data: JSON.stringify(this.tell(thrown, raw, requestIdOf(response))) });
      }),
    );
  }
}

function requestIdOf(response: ProblemResponse): ReturnType<ServerResponse['getHeader']> {
  return rawResponse(response).getHeader('x-request-id');
}

/** Makes text of what a handler emits as Nest does, but where a value that JSON cannot hold can still be caught. */
function toEvent(emitted: unknown): MessageEvent {
  const event = (
    typeof emitted === 'object' && emitted !== null ? emitted : { data: emitted }
  ) as MessageEvent & { readonly comment?: string };
  if (event.data === undefined || event.data === null || typeof event.data === 'string') return event;
  const { type, id, retry, comment } = event;
  return { type, id, retry, comment, data: JSON.stringify(event.data) } as MessageEvent;
}
