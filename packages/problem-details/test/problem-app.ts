import {
  Module,
  type DynamicModule,
  type INestApplication,
  type LoggerService,
  type Provider,
  type Type,
} from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { bootApp, type AdapterName, type RunningApp } from '@couplekit/testkit';
import { expectProblem, type CheckOptions } from '../src/testing/index.js';
import { ProblemDetailsModule, problemFastifyOptions, type ProblemDetailsOptions } from '../src/index.js';

/** Planted in messages, queries, headers and bodies; must never come back. */
export const SECRET = 's3cr3t-8c1f';

export const BASE_URI = 'https://problems.example/';

/** Everything the application logged as an error or a warning. */
class ErrorLog implements LoggerService {
  readonly errors: unknown[][] = [];
  readonly warnings: string[] = [];
  log(): void {}
  warn(message: unknown): void {
    this.warnings.push(String(message));
  }
  error(...entry: unknown[]): void {
    this.errors.push(entry);
  }
}

export interface ProblemApp extends RunningApp {
  readonly errors: unknown[][];
  readonly warnings: string[];
}

export interface ProblemAppOptions {
  readonly controllers?: Type[];
  readonly providers?: Provider[];
  readonly imports?: (Type | DynamicModule)[];
  readonly options?: Partial<ProblemDetailsOptions>;
  readonly configure?: (app: INestApplication) => void | Promise<void>;
  readonly module?: Type | DynamicModule;
  readonly createAdapter?: () => FastifyAdapter;
}

export async function bootProblemApp(adapter: AdapterName, setup: ProblemAppOptions): Promise<ProblemApp> {
  const logger = new ErrorLog();
  const app = await bootApp({
    adapter,
    module: setup.module ?? rootModule(setup),
    logger,
    createAdapter: (name) =>
      name === 'fastify'
        ? (setup.createAdapter?.() ?? new FastifyAdapter(problemFastifyOptions()))
        : new ExpressAdapter(),
    ...(setup.configure && { configure: setup.configure }),
  });
  return { ...app, errors: logger.errors, warnings: logger.warnings };
}

function rootModule({
  controllers = [],
  providers = [],
  imports = [],
  options,
}: ProblemAppOptions): DynamicModule {
  @Module({})
  class TestRoot {}
  return {
    module: TestRoot,
    imports: [ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [], ...options }), ...imports],
    controllers,
    providers,
  };
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly request_id?: string;
  readonly trace_id?: string;
  readonly errors?: readonly Record<string, unknown>[];
  readonly [member: string]: unknown;
}

export interface ProblemAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly text: string;
  readonly body: ProblemBody;
}

/** Fetches an answer that must be a problem, by the checklist of the kit as well. */
export async function fetchProblem(
  url: string,
  init?: RequestInit,
  options: CheckOptions = {},
): Promise<ProblemAnswer> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (response.headers.get('content-type') !== 'application/problem+json') {
    throw new Error(`not a problem: ${response.status} ${response.headers.get('content-type')} ${text}`);
  }
  const { status, statusText, headers } = response;
  const method = init?.method ?? 'GET';
  const checked = new Response(text || null, { status, headers });
  await expectProblem(checked, {}, { method, secrets: [SECRET], ...options });
  return { status, statusText, headers, text, body: JSON.parse(text) as ProblemBody };
}
