import { HttpException } from '@nestjs/common';
import { ProblemException } from '../src/index.js';
import { SECRET } from './problem-app.js';

/** An error whose definition has nothing but functions that throw. */
export class BrokenDefinitionError extends Error {
  readonly code = 'broken';
}

const cyclic: Record<string, unknown> = { message: SECRET };
cyclic['self'] = cyclic;

export const explode = (): never => {
  throw new Error(SECRET);
};

const hostileError = Object.defineProperties(new Error(SECRET), {
  message: { get: explode },
  stack: { get: explode },
  name: { get: explode },
  cause: { get: explode },
  statusCode: { get: explode },
});

const trap = new Proxy(
  {},
  {
    get: explode,
    has: explode,
    getPrototypeOf: explode,
    ownKeys: explode,
    getOwnPropertyDescriptor: explode,
  },
);

class ThrowingException extends HttpException {
  override getStatus(): number {
    return explode();
  }
}

/** What must never crash, hang or leak, whoever throws it. */
export const VALUES: Readonly<Record<string, unknown>> = {
  error: new Error(SECRET, { cause: new Error(`cause ${SECRET}`) }),
  sql: Object.assign(new Error(`syntax error at ${SECRET}`), { query: SECRET, code: '42601', status: 400 }),
  string: SECRET,
  empty: '',
  undefined: undefined,
  null: null,
  zero: 0,
  nan: Number.NaN,
  symbol: Symbol(SECRET),
  bigint: 1n,
  function: explode,
  cyclic,
  array: [SECRET],
  'null-prototype': Object.assign(Object.create(null) as object, { message: SECRET }),
  aggregate: new AggregateError([new Error(SECRET), SECRET], SECRET),
  'hostile error': hostileError,
  proxy: trap,
  'revoked proxy': revoked(),
  'throwing exception': new ThrowingException(SECRET, 400),
  'status NaN': new HttpException(SECRET, Number.NaN),
  'status 99999': new HttpException(SECRET, 99_999),
  'status string': new HttpException(SECRET, '500; DROP' as unknown as number),
  'status 5xx object': new HttpException({ message: SECRET, sql: SECRET }, 502),
  'definition with broken functions': new BrokenDefinitionError(SECRET),
  'extensions that JSON cannot hold': new ProblemException(409, { extensions: { cyclic, big: 1n } }),
  'extensions that throw': new ProblemException(409, {
    extensions: {
      toJSON: explode,
      get x() {
        return explode();
      },
    },
  }),
  'extensions that write themselves': new ProblemException(409, {
    extensions: { toJSON: () => ({ leaked: SECRET }) },
  }),
  frozen: Object.freeze(new Error(SECRET)),
  'frozen object': Object.freeze({ message: SECRET, statusCode: 200 }),
  'error of errors': new AggregateError([new AggregateError([], SECRET)], SECRET, { cause: SECRET }),
  'cause of itself': selfCaused(),
  'status 0': new HttpException(SECRET, 0),
  'status 99': new HttpException(SECRET, 99),
  'status 200': new HttpException(SECRET, 200),
  'status 600': new HttpException(SECRET, 600),
  'status -1': new HttpException(SECRET, -1),
  'status 404.5': new HttpException(SECRET, 404.5),
  "status '404'": new HttpException(SECRET, '404' as unknown as number),
  'status null': new HttpException(SECRET, null as unknown as number),
  'problem of 200': new ProblemException(200, { detail: SECRET }),
  'fields of another server': Object.assign(new Error(SECRET), {
    status: 418,
    statusCode: 418,
    headers: { 'x-leak': SECRET },
  }),
  'response null': new HttpException(null as unknown as string, 400),
  'response undefined': new HttpException(undefined as unknown as string, 400),
  'response cyclic': new HttpException(cyclic, 500),
  'response bigint': new HttpException({ id: 1n, sql: SECRET }, 400),
  'response error': new HttpException(new Error(SECRET) as never, 500),
  'response with a number': new HttpException({ message: 7, sql: SECRET }, 400),
  'response with objects': new HttpException({ message: [{ sql: SECRET }, { sql: SECRET }] }, 400),
  'response function': new HttpException(explode as never, 400),
  'response with getters': responding({
    get message() {
      return explode();
    },
  }),
  'response proxy': responding(trap),
  promise: Promise.resolve(SECRET),
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function responding(response: object): HttpException {
  return Object.assign(new HttpException('', 400), { getResponse: () => response });
}

function selfCaused(): Error {
  const error = new Error(SECRET);
  error.cause = error;
  return error;
}

/** What each of them is answered with when it is not 500. */
export const EXPECTED: Readonly<Record<string, number>> = {
  'status 5xx object': 502,
  'definition with broken functions': 409,
  'extensions that JSON cannot hold': 409,
  'extensions that throw': 409,
  'extensions that write themselves': 409,
  'response null': 400,
  'response undefined': 400,
  'response bigint': 400,
  'response with a number': 400,
  'response with objects': 400,
  'response function': 400,
};
