import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  ParentBasedSampler,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';

/** A tracer provider whose ended spans are at hand. */
export class KeptSpans {
  private readonly exporter = new InMemorySpanExporter();
  readonly provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    spanProcessors: [new SimpleSpanProcessor({ exporter: this.exporter })],
  });
  readonly tracer = this.provider.getTracer('test');

  get ended(): ReadableSpan[] {
    return this.exporter.getFinishedSpans();
  }

  clear(): void {
    this.exporter.reset();
  }
}
