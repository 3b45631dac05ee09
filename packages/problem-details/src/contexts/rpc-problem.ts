import { throwError, type Observable } from 'rxjs';
import type { ProblemTeller } from './problem-teller.js';
import { isTransportException } from './transport-exception.js';

/**
 * What a message handler of a microservice answers: an error that is a plain problem object, without `instance`, since a
 * message has no URL. Undefined for an `RpcException`, which Nest sends as it is.
 */
export function rpcProblem(thrown: unknown, tell: ProblemTeller): Observable<never> | undefined {
  if (isTransportException(thrown)) return undefined;
  const { instance: _, ...problem } = tell(thrown, { headers: {} });
  return throwError(() => problem);
}
