import type { SpanContext } from '@opentelemetry/api';
import { isQueryConfig, textOf } from './pg-query.js';

/**
 * Appends `traceparent` as a comment. Not to a statement that is prepared by name, whose text must stay the same, nor to
 * one with a comment, which must not be changed (https://google.github.io/sqlcommenter/spec/#exceptions).
 */
export function withTraceComment(config: unknown, { traceId, spanId, traceFlags }: SpanContext): unknown {
  const text = textOf(config);
  if (text.trim() === '' || /--|\/\*/.test(text)) return config;
  const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  const commented = `${text}/*traceparent='${traceparent}'*/`;
  if (typeof config === 'string') return commented;
  const isUnnamed = isQueryConfig(config) && !config.name;
  return isUnnamed ? (Object.create(config, { text: { value: commented } }) as object) : config;
}
