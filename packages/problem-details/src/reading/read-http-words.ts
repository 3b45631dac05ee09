import type { ProblemReport } from './problem-report.js';
import { isStatusPhrase } from './transport-error.js';
import { toOccurrence } from '../validation/validation-errors.js';
import { readListedErrors, readListedMessage } from '../validation/read-listed-errors.js';

/**
 * What the body of a 4xx HttpException says: a string, or an object whose `message` is one, or anything that validation puts
 * there. A message of one of Nest's pipes is told in the language of the client, and listed in `errors`.
 */
export function readHttpWords(
  response: unknown,
  status: number,
): Pick<ProblemReport, 'detail' | 'extensions' | 'errors'> {
  const message =
    typeof response === 'object' && response !== null
      ? (response as { readonly message?: unknown }).message
      : response;
  const words =
    typeof message === 'string' && message !== '' && !isStatusPhrase(status, message) ? message : undefined;
  const listed = readListedErrors(response);
  if (listed) return { ...toOccurrence(listed), ...(words !== undefined && { detail: words }) };
  if (words === undefined) return {};
  const error = readListedMessage(words);
  return error.code === undefined ? { detail: words } : { detail: error.detail, errors: [error] };
}
