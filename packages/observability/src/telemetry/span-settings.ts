import { ConfigurationError } from './configuration-error.js';
import type { EnvironmentReader } from './environment.js';

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Which spans are recorded. */
export interface SamplerSettings {
  readonly name: (typeof SAMPLERS)[number];
  /** From 0 to 1; only the two of `traceidratio` go by it. */
  readonly ratio: number;
}

/** How spans are gathered before they go; its names are those of `BatchSpanProcessor`. */
export interface BatchSettings {
  readonly maxQueueSize: number;
  readonly maxExportBatchSize: number;
  readonly scheduledDelayMillis: number;
  readonly exportTimeoutMillis: number;
}

/** What a span may hold; its names are those of the SDK's `SpanLimits`. */
export interface SpanLimitSettings {
  /** Characters of an attribute's text. */
  readonly attributeValueLengthLimit: number;
  readonly attributeCountLimit: number;
  readonly eventCountLimit: number;
  readonly linkCountLimit: number;
  readonly attributePerEventCountLimit: number;
  readonly attributePerLinkCountLimit: number;
}

/** @throws {ConfigurationError} naming the variable */
export function readSampler(env: EnvironmentReader): SamplerSettings {
  return {
    name: env.choice('OTEL_TRACES_SAMPLER', SAMPLERS) ?? 'parentbased_always_on',
    ratio: env.ratio('OTEL_TRACES_SAMPLER_ARG') ?? 1,
  };
}

/** @throws {ConfigurationError} naming the variable */
export function readBatch(env: EnvironmentReader): BatchSettings {
  const maxQueueSize = env.integer('OTEL_BSP_MAX_QUEUE_SIZE', 1) ?? 2048;
  const maxExportBatchSize = env.integer('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 1) ?? Math.min(512, maxQueueSize);
  if (maxExportBatchSize > maxQueueSize) {
    throw new ConfigurationError(
      'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
      'must not be larger than OTEL_BSP_MAX_QUEUE_SIZE',
    );
  }
  return {
    maxQueueSize,
    maxExportBatchSize,
    scheduledDelayMillis: env.integer('OTEL_BSP_SCHEDULE_DELAY', 0) ?? 5_000,
    exportTimeoutMillis: env.integer('OTEL_BSP_EXPORT_TIMEOUT', 1) ?? 30_000,
  };
}

/** The variables for spans win over those for every signal (specification, "Attribute Limits"). */
export function readSpanLimits(env: EnvironmentReader): SpanLimitSettings {
  const length = env.integer('OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', 0) ?? Infinity;
  const count = env.integer('OTEL_ATTRIBUTE_COUNT_LIMIT', 0) ?? 128;
  return {
    attributeValueLengthLimit: env.integer('OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', 0) ?? length,
    attributeCountLimit: env.integer('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 0) ?? count,
    eventCountLimit: env.integer('OTEL_SPAN_EVENT_COUNT_LIMIT', 0) ?? 128,
    linkCountLimit: env.integer('OTEL_SPAN_LINK_COUNT_LIMIT', 0) ?? 128,
    attributePerEventCountLimit: env.integer('OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT', 0) ?? 128,
    attributePerLinkCountLimit: env.integer('OTEL_LINK_ATTRIBUTE_COUNT_LIMIT', 0) ?? 128,
  };
}
