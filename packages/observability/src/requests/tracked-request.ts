import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClsStore } from 'nestjs-cls';
import type { Connection } from './connection.js';
import type { RequestIdDecision } from './request-id.js';
import type { RequestScope } from './request-scope.js';
import type { WriteHead } from './response-header.js';
import type { RoutedRequest } from './route-template.js';

/** Everything kept about a request while it lasts. */
export interface TrackedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: RequestIdDecision;
  readonly scope: RequestScope;
  /** The nestjs-cls store in which the request runs. */
  readonly store: ClsStore;
  /** `writeHead` as it was before it was made to carry the request id. */
  readonly writeHead: WriteHead;
  readonly connection: Connection;
  /** The framework's request, which knows the route in the end; undefined if it never reached the framework. */
  routed: RoutedRequest | undefined;
}
