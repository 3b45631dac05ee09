import type { INestApplicationContext } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ProblemRegistry } from '../registry/problem-registry.js';
import { ProblemResponder } from '../problem-responder.js';
import type { ProblemResponse } from '../telling/write-problem.js';
import { DeclaredProblems } from './declared-problems.js';

/** A problem that a route answered and that its documentation does not have. */
export interface UndeclaredProblem {
  readonly method: string;
  /** As the framework has it: `/api/seats/:seat`. */
  readonly route: string;
  readonly status: number;
  /** Absolute type URI, or `about:blank`. */
  readonly type: string;
}

/** Calls `found` once for each route and problem that is answered from now on and not declared. Returns what stops it. */
export function watchProblems(
  app: INestApplicationContext,
  document: OpenAPIObject,
  found: (problem: UndeclaredProblem) => void,
): () => void {
  const registry = app.get(ProblemRegistry, { strict: false });
  const declared = new DeclaredProblems(document);
  const seen = new Set<string>();
  return app.get(ProblemResponder, { strict: false }).watch(({ status, definition }, response) => {
    const route = routeOf(response);
    if (!route) return;
    const type = definition ? registry.typeOf(definition) : 'about:blank';
    const problem = { ...route, status, type };
    if (declared.has(route.method, route.route, problem) !== false) return;
    const key = describeUndeclared(problem);
    if (seen.has(key)) return;
    seen.add(key);
    found(problem);
  });
}

/** One line about an undeclared problem. */
export function describeUndeclared({ method, route, status, type }: UndeclaredProblem): string {
  return `${method} ${route} answers ${status} ${type}, which @ApiProblems does not declare`;
}

/** What Fastify's reply and Express's response know about the request's route. */
interface Routed {
  readonly request?: { readonly method: string; readonly routeOptions?: { readonly url?: string } };
  readonly req?: {
    readonly method?: string;
    readonly baseUrl?: string;
    readonly route?: { readonly path?: unknown };
  };
}

/** The route that took the request; undefined before routing (middleware, unknown paths). */
function routeOf(response: ProblemResponse): Pick<UndeclaredProblem, 'method' | 'route'> | undefined {
  const { request, req } = response as Routed;
  if (request?.routeOptions?.url) return { method: request.method, route: request.routeOptions.url };
  if (typeof req?.route?.path !== 'string') return undefined;
  return { method: req.method ?? 'GET', route: `${req.baseUrl ?? ''}${req.route.path}` };
}
