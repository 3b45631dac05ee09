const PER_SIGNAL = 'ENDPOINT HEADERS TIMEOUT COMPRESSION PROTOCOL CERTIFICATE CLIENT_CERTIFICATE CLIENT_KEY';

/** `OTEL_EXPORTER_OTLP_[signal_]*`, generic for an empty signal. */
const otlp = (signal: string) => PER_SIGNAL.split(' ').map((name) => `OTEL_EXPORTER_OTLP_${signal}${name}`);

/** The variables of the specification that are read. */
export const READ_VARIABLES: ReadonlySet<string> = new Set([
  ...['', 'TRACES_', 'METRICS_'].flatMap(otlp),
  'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
  'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
  ...'OTEL_TRACES_EXPORTER OTEL_METRICS_EXPORTER OTEL_LOGS_EXPORTER'.split(' '),
  ...'OTEL_TRACES_SAMPLER OTEL_TRACES_SAMPLER_ARG OTEL_PROPAGATORS'.split(' '),
  ...'OTEL_SERVICE_NAME OTEL_RESOURCE_ATTRIBUTES OTEL_SDK_DISABLED OTEL_LOG_LEVEL OTEL_CONFIG_FILE'.split(
    ' ',
  ),
  ...'OTEL_BSP_MAX_QUEUE_SIZE OTEL_BSP_MAX_EXPORT_BATCH_SIZE OTEL_BSP_SCHEDULE_DELAY'.split(' '),
  ...'OTEL_BSP_EXPORT_TIMEOUT OTEL_METRIC_EXPORT_INTERVAL OTEL_METRIC_EXPORT_TIMEOUT'.split(' '),
  ...'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT OTEL_ATTRIBUTE_COUNT_LIMIT'.split(' '),
  ...'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT'.split(' '),
  ...'OTEL_SPAN_EVENT_COUNT_LIMIT OTEL_SPAN_LINK_COUNT_LIMIT'.split(' '),
  ...'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT OTEL_LINK_ATTRIBUTE_COUNT_LIMIT'.split(' '),
]);

/** The variables of the specification that nothing here goes by; those of other libraries are not among them. */
const UNUSED_VARIABLES: ReadonlySet<string> = new Set([
  ...otlp('LOGS_'),
  ...['', 'TRACES_', 'METRICS_', 'LOGS_'].map((signal) => `OTEL_EXPORTER_OTLP_${signal}INSECURE`),
  ...'OTEL_BLRP_MAX_QUEUE_SIZE OTEL_BLRP_MAX_EXPORT_BATCH_SIZE OTEL_BLRP_SCHEDULE_DELAY'.split(' '),
  ...'OTEL_BLRP_EXPORT_TIMEOUT OTEL_METRICS_EXEMPLAR_FILTER'.split(' '),
  ...'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT'.split(' '),
  ...'OTEL_EXPORTER_PROMETHEUS_HOST OTEL_EXPORTER_PROMETHEUS_PORT'.split(' '),
  ...'OTEL_EXPORTER_ZIPKIN_ENDPOINT OTEL_EXPORTER_ZIPKIN_TIMEOUT'.split(' '),
]);

/**
 * Looks for `OTEL_*` names that do nothing: those of the specification that are not supported, and those that are one or two
 * letters away from one that is.
 * @returns a sentence for each, of names only
 */
export function warnOfNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => name.startsWith('OTEL_') && !READ_VARIABLES.has(name)).flatMap(warnOfName);
}

function warnOfName(name: string): readonly string[] {
  if (UNUSED_VARIABLES.has(name)) return [`${name} is not used here.`];
  const meant = [...READ_VARIABLES].find((known) => distance(name, known) <= 2);
  return meant === undefined ? [] : [`${name} is not known; is ${meant} meant?`];
}

/** Levenshtein's: how many letters to insert, delete or replace; anything from 3 up counts as 3. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= b.length; at++) {
      const replaced = (row[at - 1] ?? 0) + (letter === b[at - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(row.at(-1) ?? 0, 3);
}
