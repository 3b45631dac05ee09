import { rawResponse, type ProblemResponse } from '../telling/write-problem.js';

/** The part of a Fastify reply that reaches the application's error handler. */
interface ServedReply {
  readonly server: {
    errorHandler(error: never, request: never, reply: never): unknown;
  };
}

/** Options for `new FastifyAdapter({ ...problemFastifyOptions() })`. */
export interface ProblemFastifyOptions {
  /** Answers what fails before Fastify has a route, as the application would. */
  readonly frameworkErrors: (error: Error, request: unknown, reply: ServedReply) => void;
}

/**
 * Makes Fastify's router hand what it rejects before any hook runs (a malformed URL, an over-long parameter) to the
 * error handler that Nest installed, so that it becomes a problem like everything else. A router only takes this when it
 * is made: it cannot be installed from inside a module.
 */
export function problemFastifyOptions(): ProblemFastifyOptions {
  return { frameworkErrors: handToErrorHandler };
}

/** True for the function that {@link problemFastifyOptions} gives. */
export function isProblemFrameworkErrors(value: unknown): boolean {
  return value === handToErrorHandler;
}

const handToErrorHandler: ProblemFastifyOptions['frameworkErrors'] = (error, request, reply) => {
  reply.server.errorHandler(error as never, request as never, reply as never);
};

const ROUTER_REJECTIONS: readonly unknown[] = [
  'FST_ERR_BAD_URL',
  'FST_ERR_MAX_PARAM_LENGTH',
  'FST_ERR_ASYNC_CONSTRAINT',
];

interface Rejection {
  readonly exception: unknown;
  readonly request: unknown;
  readonly response: ProblemResponse;
}

/**
 * `frameworkErrors` replaces the adapter's own, which ran the hook of `app.useSecurityHeaders()`: that hook is private to
 * the adapter, and no request hook of Fastify runs for these answers.
 */
export function applySecurityHeaders(adapter: unknown, { exception, request, response }: Rejection): void {
  try {
    const { code } = (exception as { cause?: { code?: unknown } }).cause ?? {};
    if (!ROUTER_REJECTIONS.includes(code)) return;
    const hook = (adapter as { securityHook?: (request: unknown, raw: unknown) => unknown }).securityHook;
    hook?.(request, rawResponse(response));
  } catch {
    // The request is rejected either way; a hook may not expect a request without params and query.
  }
}
