/** What `RpcException` and `WsException` of Nest have in common; their packages need not be installed. */
export interface TransportException extends Error {
  getError(): string | object;
}

/** True for an exception that was thrown for the client of a transport and in its terms: it is passed on as it is. */
export function isTransportException(thrown: unknown): thrown is TransportException {
  return thrown instanceof Error && typeof (thrown as Partial<TransportException>).getError === 'function';
}
