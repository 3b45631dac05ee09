import { ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import type { Demands } from './demands.js';
import { valuesOf, withDemands } from './given-headers.js';
import { ROBOTS_HEADER } from './header-names.js';

const DEMANDS = Symbol('couplekit:seo-guard-demands');

type StoreHeader = (this: GuardedResponse, statusLine: string, headers: unknown) => void;

/** Node's method that makes bytes of a status line and headers, which no types tell of. */
interface GuardedResponse extends ServerResponse {
  _storeHeader: StoreHeader;
  [DEMANDS]?: Demands;
}

/**
 * Has a response leave with what is demanded of its headers, whatever the application does until then. Everything that Node
 * and others offer for writing headers ends in `_storeHeader`: `writeHead` in all its forms, also the one of the prototype and
 * those that middleware puts in its place, and `write`, `end` and `flushHeaders` without it.
 */
export function guardResponse(response: ServerResponse, demands: Demands): void {
  const guarded = response as GuardedResponse;
  guarded[DEMANDS] = demands;
  guarded._storeHeader = storeHeader;
}

/** One function for all responses: a closure for each would cost more than the rest. */
function storeHeader(this: GuardedResponse, statusLine: string, headers: unknown): void {
  const { _storeHeader: write } = Object.getPrototypeOf(this) as GuardedResponse;
  const demands = this[DEMANDS];
  if (demands === undefined) return write.call(this, statusLine, headers);
  // With headers that are set one by one, Node has added the given ones to them, and hands over those.
  const names = getHeaderNames.call(this);
  if (names.length === 0) return write.call(this, statusLine, withDemands(headers, demands));
  const robots = demands.robots(valuesOf(getHeader.call(this, ROBOTS_HEADER)));
  for (const name of names) if (demands.replaces(name)) removeHeader.call(this, name);
  if (robots !== '') setHeader.call(this, ROBOTS_HEADER, robots);
  for (const [name, value] of demands.fixed) setHeader.call(this, name, value);
  write.call(this, statusLine, headers);
}

/** The response's own may have been replaced. */
const { getHeader, getHeaderNames, removeHeader, setHeader } = ServerResponse.prototype;

type Respond = (headers: unknown, options: unknown) => void;
type RespondWithFile = (file: unknown, headers: unknown, options: unknown) => void;

/** The same for HTTP/2, where everything ends in the stream. */
export function guardHttp2(stream: ServerHttp2Stream, demands: Demands): void {
  const respond = stream.respond.bind(stream) as Respond;
  const withFile = stream.respondWithFile.bind(stream) as RespondWithFile;
  const withFD = stream.respondWithFD.bind(stream) as RespondWithFile;
  Object.assign(stream, {
    respond: (headers: unknown, options: unknown) => respond(withDemands(headers, demands), options),
    respondWithFile: (path: unknown, headers: unknown, options: unknown) => withFile(path, withDemands(headers, demands), options), // prettier-ignore
    respondWithFD: (fd: unknown, headers: unknown, options: unknown) => withFD(fd, withDemands(headers, demands), options), // prettier-ignore
  });
}
