import { expect, it } from 'vitest';
import { clientErrorStatus } from './answer-client-error.js';

it.each([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_INVALID_METHOD', 400],
  [undefined, 400],
])('the status for %s is %i', (code, status) => {
  expect(clientErrorStatus(code)).toBe(status);
});
