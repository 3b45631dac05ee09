import { REQUEST_KINDS, type RequestKind } from './request-kinds.js';
import { SeededRandom } from './random.js';

/** How each secret begins, so that one search finds any of them, cut short or not; too long for random bytes to say it. */
export const SECRET_BEGINNING = 'zq7xk9vwjp';

/** A trace that the client says its request belongs to. */
export interface ClientTrace {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
}

export interface PlannedRequest {
  readonly kindName: string;
  readonly kind: RequestKind;
  /** Innocent and of this request only; every line of a handler has it. */
  readonly marker: string;
  readonly secret: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | undefined;
  /** The id that its client gave it, if one may give such an id. */
  readonly ownId: string | undefined;
  readonly trace: ClientTrace | undefined;
}

export interface LoadOptions {
  /** How many requests: at most 100,000. */
  readonly count: number;
  /** From 1 to 99. Loads of different seeds have no marker in common. */
  readonly seed: number;
}

/** Of `REQUEST_KINDS` and of every kind of request id, as the seed will have it. */
export function planRequests({ count, seed }: LoadOptions): readonly PlannedRequest[] {
  const random = new SeededRandom(seed);
  const kinds = Object.entries<RequestKind>(REQUEST_KINDS).map((entry) => [entry, entry[1].weight] as const);
  return Array.from({ length: count }, (_, index) => {
    const [kindName, kind] = random.pick(kinds);
    const marker = `m${String(seed).padStart(2, '0')}${String(index).padStart(5, '0')}`;
    const secret = `${SECRET_BEGINNING}${random.hex(20)}`;
    const { header, ownId } = requestIdOf(index, random);
    const trace = traceOf(random);
    const body = kind.body?.(secret);
    const query = random.chance(0.8) ? `?token=${secret}&page=2` : '';
    return {
      kindName,
      kind,
      marker,
      secret,
      path: kind.path.replace('#', marker) + query,
      headers: {
        Authorization: `Bearer ${secret}`,
        Cookie: `theme=dark; session=${secret}`,
        ...(header !== undefined && { 'X-Request-ID': header }),
        ...(trace && { traceparent: `00-${trace.traceId}-${trace.spanId}-0${Number(trace.isSampled)}` }),
        ...(!trace && random.chance(0.05) && { traceparent: '00-zz-zz-01' }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body,
      ownId,
      trace,
    };
  });
}

interface GivenId {
  readonly header: string | readonly string[] | undefined;
  readonly ownId: string | undefined;
}

function requestIdOf(index: number, random: SeededRandom): GivenId {
  const own = (id: string): GivenId => ({ header: id, ownId: id });
  const hostile = (header: string | readonly string[]): GivenId => ({ header, ownId: undefined });
  return random.pick<() => GivenId>([
    [() => ({ header: undefined, ownId: undefined }), 40],
    [
      () => own(`${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`),
      20,
    ],
    [() => own(`${index}.a_b~c:d+e/f=`), 8],
    [() => own(`${index}`.padStart(128, 'x')), 5],
    // A client that tries again says the same id again.
    [() => own('same-id-again'), 3],
    [() => hostile(`${index}`.padStart(129, 'x')), 4],
    [() => hostile('x'.repeat(4_000)), 2],
    [() => hostile(`${index}","level":60,"msg":"forged`), 4],
    [() => hostile(`<script>${index}</script>`), 3],
    [() => hostile(`${index}\ttab`), 3],
    [() => hostile(`${index} ÿé\x80`), 3],
    [() => hostile([`first-${index}`, `second-${index}`]), 3],
    [() => hostile(''), 2],
  ])();
}

function traceOf(random: SeededRandom): ClientTrace | undefined {
  if (!random.chance(0.12)) return undefined;
  return { traceId: `1${random.hex(31)}`, spanId: `1${random.hex(15)}`, isSampled: random.chance(0.6) };
}
