import {
  SpanKind,
  SpanStatusCode,
  type Attributes,
  type Exception,
  type HrTime,
  type Link,
  type Span,
  type SpanContext,
  type SpanStatus,
  type TimeInput,
} from '@opentelemetry/api';
import {
  AddAttributeDecision,
  cleanAttributes,
  hrTime,
  hrTimeDuration,
  isTimeInput,
  maybeAddAttribute,
  timeInputToHrTime,
} from '@opentelemetry/core';
import type { ReadableSpan, SpanLimits } from '@opentelemetry/sdk-trace';
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from '@opentelemetry/semantic-conventions';

const UNSET: SpanStatus = { code: SpanStatusCode.UNSET };

type TimedEvent = ReadableSpan['events'][number];

/** What all request spans of a process share. */
export interface RequestSpanOrigin {
  readonly resource: ReadableSpan['resource'];
  readonly instrumentationScope: ReadableSpan['instrumentationScope'];
  readonly limits: Required<SpanLimits>;
  /** Called once with each span that has ended. */
  onEnd(span: RequestSpan): void;
}

/**
 * The server span of one request. It records whether or not it is sampled, because only the end tells whether it is the
 * root of an error; and it costs a fraction of the SDK's own span, which stands for any span of any program.
 */
export class RequestSpan implements Span, ReadableSpan {
  readonly kind = SpanKind.SERVER;
  readonly parentSpanContext?: SpanContext;
  name: string;
  status: SpanStatus = UNSET;
  ended = false;
  droppedAttributesCount = 0;
  droppedEventsCount = 0;
  droppedLinksCount = 0;
  private readonly startedAt = performance.now();
  private endedAt = 0;
  private attributesCount = 0;
  // Made when needed: most spans are not exported, and end without having said anything.
  private ownAttributes: Attributes | undefined;
  private ownLinks: Link[] | undefined;
  private ownEvents: TimedEvent[] | undefined;
  /** Whether there is nothing on it but what its request is described by, in which no secret is left. */
  isClean = false;

  constructor(
    private readonly origin: RequestSpanOrigin,
    name: string,
    private readonly context: SpanContext,
    parent: SpanContext | undefined,
  ) {
    this.name = name;
    if (parent) this.parentSpanContext = parent;
  }

  /** Whether nobody has said anything on it. */
  get isBlank(): boolean {
    return !this.ownAttributes && !this.ownEvents && !this.ownLinks && this.status === UNSET;
  }

  get attributes(): Attributes {
    return (this.ownAttributes ??= {});
  }

  get links(): Link[] {
    return (this.ownLinks ??= []);
  }

  get events(): TimedEvent[] {
    return (this.ownEvents ??= []);
  }

  get resource(): ReadableSpan['resource'] {
    return this.origin.resource;
  }

  get instrumentationScope(): ReadableSpan['instrumentationScope'] {
    return this.origin.instrumentationScope;
  }

  get startTime(): HrTime {
    return hrTime(this.startedAt);
  }

  get endTime(): HrTime {
    return hrTime(this.endedAt);
  }

  get duration(): HrTime {
    return hrTimeDuration(this.startTime, this.endTime);
  }

  spanContext(): SpanContext {
    return this.context;
  }

  /** Takes the time that the request took, before what is said of it in the end. */
  stopClock(): void {
    this.endedAt = performance.now();
  }

  /** How long it lasted until the clock was stopped, in milliseconds. */
  get lastedMs(): number {
    return this.endedAt - this.startedAt;
  }

  isRecording(): boolean {
    return !this.ended;
  }

  setAttribute(key: string, value: Attributes[string]): this {
    if (this.ended) return this;
    const { attributes, attributesCount: currentAttributesCount } = this;
    const { limits } = this.origin;
    const decision = maybeAddAttribute({ key, value, attributes, limits, currentAttributesCount });
    if (decision === AddAttributeDecision.ADD_NEW) this.attributesCount++;
    if (decision === AddAttributeDecision.DROP_LIMIT_REACHED) this.droppedAttributesCount++;
    return this;
  }

  setAttributes(attributes: Attributes): this {
    for (const [key, value] of Object.entries(attributes)) this.setAttribute(key, value);
    return this;
  }

  addEvent(name: string, attributesOrTime?: Attributes | TimeInput, time?: TimeInput): this {
    if (this.ended) return this;
    const { eventCountLimit, attributePerEventCountLimit, attributeValueLengthLimit } = this.origin.limits;
    if (this.events.length >= eventCountLimit) {
      this.droppedEventsCount++;
      return this;
    }
    const [attributes, at] = isTimeInput(attributesOrTime)
      ? [undefined, attributesOrTime]
      : [attributesOrTime, time];
    const limits = { attributeCountLimit: attributePerEventCountLimit, attributeValueLengthLimit };
    this.events.push({
      name,
      time: timeInputToHrTime(at ?? performance.now()),
      ...cleanAttributes(attributes, limits),
    });
    return this;
  }

  addLink(link: Link): this {
    if (this.ended) return this;
    const { linkCountLimit, attributePerLinkCountLimit, attributeValueLengthLimit } = this.origin.limits;
    if (this.links.length >= linkCountLimit) {
      this.droppedLinksCount++;
      return this;
    }
    const limits = { attributeCountLimit: attributePerLinkCountLimit, attributeValueLengthLimit };
    this.links.push({ context: link.context, ...cleanAttributes(link.attributes, limits) });
    return this;
  }

  addLinks(links: Link[]): this {
    for (const link of links) this.addLink(link);
    return this;
  }

  setStatus(status: SpanStatus): this {
    if (!this.ended && status.code !== SpanStatusCode.UNSET && this.status.code !== SpanStatusCode.OK) {
      this.status = status;
    }
    return this;
  }

  updateName(name: string): this {
    if (!this.ended) this.name = name;
    return this;
  }

  /** By https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/. */
  recordException(exception: Exception, time?: TimeInput): void {
    const error = typeof exception === 'string' ? { message: exception } : exception;
    this.addEvent(
      'exception',
      {
        [ATTR_EXCEPTION_TYPE]: error.name,
        [ATTR_EXCEPTION_MESSAGE]: error.message,
        [ATTR_EXCEPTION_STACKTRACE]: error.stack,
      },
      time,
    );
  }

  /** @param endTime ignored: a request ends when its response does */
  end(_endTime?: TimeInput): void {
    if (this.ended) return;
    this.ended = true;
    if (this.endedAt === 0) this.stopClock();
    this.origin.onEnd(this);
  }
}
