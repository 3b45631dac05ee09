import type { HttpException } from '@nestjs/common';
import { ProblemException } from '../problem-exception.js';
import { UNFORESEEN, type ProblemReport } from './problem-report.js';
import { isErrorStatus } from '../registry/error-status.js';
import { readHttpWords } from './read-http-words.js';
import { readTransportError } from './transport-error.js';

/** Reads a Nest exception: the words of a 4xx are for the client, those of a 5xx are not. */
export function readHttpException(exception: HttpException): ProblemReport {
  const status = exception.getStatus();
  if (!isErrorStatus(status)) return UNFORESEEN;
  if (exception instanceof ProblemException) return readProblemException(exception, status);
  // An adapter wrapped an error of its framework: the words are a parser's, and quote the input.
  const transport = readTransportError(exception.cause);
  if (transport?.status === status) return transport;
  return status >= 500 ? { status } : { status, ...readHttpWords(exception.getResponse(), status) };
}

function readProblemException(exception: ProblemException, status: number): ProblemReport {
  const { definition, occurrence } = exception;
  return {
    status,
    definition,
    subject: occurrence.cause,
    detail: status >= 500 ? undefined : occurrence.detail,
    extensions: occurrence.extensions,
    errors: occurrence.errors,
    headers: occurrence.headers,
  };
}
