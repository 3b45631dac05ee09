import { SpanKind, SpanStatusCode, type Context, type Span, type Tracer } from '@opentelemetry/api';
import {
  ATTR_DB_NAMESPACE,
  ATTR_DB_OPERATION_BATCH_SIZE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_QUERY_SUMMARY,
  ATTR_DB_QUERY_TEXT,
  ATTR_DB_RESPONSE_STATUS_CODE,
  ATTR_DB_SYSTEM_NAME,
  ATTR_ERROR_TYPE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  DB_SYSTEM_NAME_VALUE_POSTGRESQL,
} from '@opentelemetry/semantic-conventions';
import { errorType } from '../error-type.js';
import type { StatementDescription } from './statement-description.js';

/** Where a pg client is connected to. */
export interface Connected {
  readonly database?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

export interface QuerySpanStart {
  readonly tracer: Tracer;
  readonly client: Connected;
  readonly statement: StatementDescription;
  readonly parent: Context;
}

/** Starts a span by https://opentelemetry.io/docs/specs/semconv/db/postgresql/. */
export function startQuerySpan({ tracer, client, statement, parent }: QuerySpanStart): Span {
  const { summary, operation, statements, text } = statement;
  const attributes = {
    [ATTR_DB_SYSTEM_NAME]: DB_SYSTEM_NAME_VALUE_POSTGRESQL,
    [ATTR_DB_NAMESPACE]: client.database,
    [ATTR_SERVER_ADDRESS]: client.host,
    [ATTR_SERVER_PORT]: client.port,
    [ATTR_DB_QUERY_TEXT]: text || undefined,
    [ATTR_DB_QUERY_SUMMARY]: summary,
    [ATTR_DB_OPERATION_NAME]: operation,
    [ATTR_DB_OPERATION_BATCH_SIZE]: statements > 1 ? statements : undefined,
  };
  return tracer.startSpan(summary ?? 'postgresql', { kind: SpanKind.CLIENT, attributes }, parent);
}

/** Ends the span. Of an error only its code: PostgreSQL's messages quote values. */
export function endQuerySpan(span: Span, error: unknown): void {
  if (error !== undefined && error !== null) {
    const type = errorType(error);
    if (isDatabaseError(error)) span.setAttribute(ATTR_DB_RESPONSE_STATUS_CODE, type);
    span.setAttribute(ATTR_ERROR_TYPE, type);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** One that the server sent: its code is an SQLSTATE. */
function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && 'code' in error;
}
