import type { ArgumentsHost } from '@nestjs/common';
import type { ProblemRequest } from '../telling/problem-request.js';
import { statusText } from '../languages/status-texts.js';
import type { ProblemTeller, ToldProblem } from './problem-teller.js';

/**
 * What a resolver returns in place of what it threw: graphql-js reports an error that is returned, at the path of the
 * field, with its `extensions`. A `GraphQLError` of the application stays as it is: its words are for the client already.
 */
export function graphqlProblem(thrown: unknown, host: ArgumentsHost, tell: ProblemTeller): Error {
  return withoutFrames(isOwnGraphQLError(thrown) ? thrown : toGraphQLError(tell(thrown, requestOf(host))));
}

function toGraphQLError(problem: ToldProblem): Error {
  const error = new Error(problem.detail ?? problem.title);
  return Object.assign(error, { extensions: { code: graphqlCode(problem.status), problem } });
}

/** Apollo sends the stack outside of production, and it names files. */
function withoutFrames(error: Error): Error {
  Reflect.defineProperty(error, 'stack', { value: `${error.name}: ${error.message}` });
  return error;
}

/** The code that Nest's drivers and Apollo use for a status, else its phrase: `NOT_FOUND`, `INTERNAL_SERVER_ERROR`. */
export function graphqlCode(status: number): string {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 422) return 'BAD_USER_INPUT';
  return statusText(status)
    .title.en.replaceAll(/[^a-z]+/gi, '_')
    .toUpperCase();
}

/** One that wraps another error has its message. */
function isOwnGraphQLError(thrown: unknown): thrown is Error {
  return (
    thrown instanceof Error &&
    thrown.name === 'GraphQLError' &&
    (thrown as { originalError?: unknown }).originalError === undefined
  );
}

/** Where the drivers of Apollo and Mercurius keep the HTTP request; a subscription may have none. */
interface GraphQLContext {
  readonly req?: FrameworkRequest;
  readonly reply?: { readonly request?: FrameworkRequest };
}

type FrameworkRequest = ProblemRequest | { readonly raw: ProblemRequest };

function requestOf(host: ArgumentsHost): ProblemRequest {
  const context = host.getArgByIndex<GraphQLContext | undefined>(2);
  const request = context?.req ?? context?.reply?.request;
  const raw = request && ('raw' in request ? request.raw : request);
  return raw?.headers ? raw : { headers: {} };
}
