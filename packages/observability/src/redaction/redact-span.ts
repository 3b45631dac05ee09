import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Redactor } from './redactor.js';

/** The span of whatever library without what is secret in it; the span itself where nothing is, and never changed. */
export function redactSpan(span: ReadableSpan, redactor: Redactor): ReadableSpan {
  const name = redactor.text(span.name);
  const attributes = redactor.attributes(span.attributes);
  const events = span.events.map((event) => withCleanAttributes(event, redactor));
  const links = span.links.map((link) => withCleanAttributes(link, redactor));
  const status = redactStatus(span.status, redactor);
  const isClean =
    name === span.name &&
    attributes === span.attributes &&
    status === span.status &&
    events.every((event, at) => event === span.events[at]) &&
    links.every((link, at) => link === span.links[at]);
  if (isClean) return span;
  const { kind, parentSpanContext, startTime, endTime, duration, ended, resource, instrumentationScope } =
    span;
  const { droppedAttributesCount, droppedEventsCount, droppedLinksCount } = span;
  return {
    name,
    kind,
    spanContext: () => span.spanContext(),
    ...(parentSpanContext && { parentSpanContext }),
    startTime,
    endTime,
    status,
    attributes,
    links,
    events,
    duration,
    ended,
    resource,
    instrumentationScope,
    droppedAttributesCount,
    droppedEventsCount,
    droppedLinksCount,
  };
}

function withCleanAttributes<T extends { attributes?: Attributes }>(part: T, redactor: Redactor): T {
  if (!part.attributes) return part;
  const attributes = redactor.attributes(part.attributes);
  return attributes === part.attributes ? part : { ...part, attributes };
}

function redactStatus(status: ReadableSpan['status'], redactor: Redactor): ReadableSpan['status'] {
  if (status.message === undefined) return status;
  const message = redactor.text(status.message);
  return message === status.message ? status : { ...status, message };
}
