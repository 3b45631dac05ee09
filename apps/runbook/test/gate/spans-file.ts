import { writeFile } from 'node:fs/promises';
import type { CollectedSpan, OtlpCollector } from '@couplekit/testkit';

const PAUSE_MS = 200;

/** Writes what a collector has to a file as OTLP JSON, as the file exporter of the OpenTelemetry collector does, again and again. */
export function keepSpansIn(file: string, { spans }: OtlpCollector): Disposable {
  let written = Promise.resolve();
  const timer = setInterval(() => {
    written = written.then(() =>
      writeFile(file, `${JSON.stringify({ resourceSpans: spans.map(toJson) })}\n`),
    );
  }, PAUSE_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function toJson(span: CollectedSpan): object {
  const { traceId, spanId, parentSpanId, name, kind, status, startNanos, endNanos, attributes, resource } =
    span;
  return {
    resource: { attributes: toPairs(resource) },
    scopeSpans: [
      {
        spans: [
          {
            traceId,
            spanId,
            parentSpanId,
            name,
            kind,
            startTimeUnixNano: startNanos,
            endTimeUnixNano: endNanos,
            status: { code: status },
            attributes: toPairs(attributes),
          },
        ],
      },
    ],
  };
}

function toPairs(attributes: CollectedSpan['attributes']): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: { stringValue: String(value) } }));
}
