/** What a request meets at one service. */
export interface Visit {
  readonly service: 'gateway' | 'orders';
  readonly method: string;
  /** Undefined where no route matches. */
  readonly route: string | undefined;
  /** Undefined where nothing was answered. */
  readonly status: number | undefined;
  readonly aborted?: boolean;
  /** The message of the error that was thrown there, `#` for the marker. */
  readonly throws?: string;
}

/** Where a client gives a request up. */
export type Abort = 'in its body' | 'before the answer' | 'in the answer';

export interface RequestKind {
  /** How often it is asked for, beside the others. */
  readonly weight: number;
  readonly method: string;
  /** `#` for the marker. */
  readonly path: string;
  readonly abort?: Abort;
  /** Given the secret. */
  readonly body?: (secret: string) => string;
  readonly visits: readonly Visit[];
  /** How often the worker tries to write its receipt. */
  readonly attempts?: 1 | 2;
}

const order =
  (fate: string, amount = 1) =>
  (password: string) =>
    JSON.stringify({ amount, fate, password });

const gateway = (method: string, route: string | undefined, status: number | undefined, more: Partial<Visit> = {}): Visit => ({ service: 'gateway', method, route, status, ...more }); // prettier-ignore
const orders = (status: number | undefined, more: Partial<Visit> = {}): Visit => ({ service: 'orders', method: 'POST', route: '/orders/:marker', status, ...more }); // prettier-ignore
const shown: Visit = { service: 'orders', method: 'GET', route: '/orders/:marker', status: 200 };

const CHECKOUT = { method: 'POST', path: '/checkout/#' } as const;
const checkout = (status: number, more: Partial<Visit> = {}) => gateway('POST', '/checkout/:marker', status, more); // prettier-ignore

/** Everything that a public service meets; most of it goes well. */
export const REQUEST_KINDS = {
  hello: { weight: 14, method: 'GET', path: '/hello/#', visits: [gateway('GET', '/hello/:marker', 200)] },
  placed: { ...CHECKOUT, weight: 16, body: order('placed'), visits: [checkout(201), orders(201)] },
  receipt: {
    ...CHECKOUT,
    weight: 10,
    body: order('receipt'),
    visits: [checkout(201), orders(201), shown],
    attempts: 1,
  },
  'receipt at second try': {
    ...CHECKOUT,
    weight: 3,
    body: order('receipt-at-second-try'),
    visits: [checkout(201), orders(201), shown],
    attempts: 2,
  },
  'order broken': {
    ...CHECKOUT,
    weight: 4,
    body: order('broken'),
    visits: [
      checkout(502, { throws: 'orders could not place #' }),
      orders(500, { throws: 'order # is broken' }),
    ],
  },
  'order lost': {
    ...CHECKOUT,
    weight: 3,
    body: order('reset'),
    visits: [checkout(502, { throws: 'orders said nothing to #' }), orders(undefined, { aborted: true })],
  },
  invalid: {
    ...CHECKOUT,
    weight: 5,
    body: order('placed', -1),
    visits: [checkout(400, { throws: 'The amount of # is negative.' })],
  },
  'malformed JSON': {
    ...CHECKOUT,
    weight: 5,
    body: (secret) => `{"password":"${secret}"`,
    visits: [checkout(400)],
  },
  'too large': {
    ...CHECKOUT,
    weight: 4,
    body: (secret) => JSON.stringify({ password: secret, filling: 'x'.repeat(5_000) }),
    visits: [checkout(413)],
  },
  unknown: { weight: 5, method: 'GET', path: '/nowhere/#', visits: [gateway('GET', undefined, 404)] },
  'unknown, with a body': {
    weight: 2,
    method: 'POST',
    path: '/nowhere/#',
    body: order('placed'),
    visits: [gateway('POST', undefined, 404)],
  },
  'bad URL': { weight: 4, method: 'GET', path: '/hello/#/%zz', visits: [gateway('GET', undefined, 400)] },
  broken: {
    weight: 5,
    method: 'GET',
    path: '/broken/#',
    visits: [gateway('GET', '/broken/:marker', 500, { throws: 'broken at #' })],
  },
  streamed: { weight: 6, method: 'GET', path: '/stream/#', visits: [gateway('GET', '/stream/:marker', 200)] },
  head: { weight: 3, method: 'HEAD', path: '/hello/#', visits: [gateway('HEAD', '/hello/:marker', 200)] },
  options: { weight: 3, method: 'OPTIONS', path: '/hello/#', visits: [gateway('OPTIONS', undefined, 404)] },
  'unknown method': {
    weight: 2,
    method: 'PROPFIND',
    path: '/hello/#',
    visits: [gateway('PROPFIND', undefined, 404)],
  },
  'given up in its body': {
    ...CHECKOUT,
    weight: 3,
    body: order('placed'),
    abort: 'in its body',
    visits: [gateway('POST', '/checkout/:marker', undefined, { aborted: true })],
  },
  'given up waiting': {
    weight: 3,
    method: 'GET',
    path: '/wait/#',
    abort: 'before the answer',
    visits: [gateway('GET', '/wait/:marker', undefined, { aborted: true })],
  },
  'given up reading': {
    weight: 3,
    method: 'GET',
    path: '/feed/#',
    abort: 'in the answer',
    visits: [gateway('GET', '/feed/:marker', 200, { aborted: true })],
  },
} satisfies Readonly<Record<string, RequestKind>>;
