import {
  context,
  createContextKey,
  metrics,
  propagation,
  ROOT_CONTEXT,
  trace,
  type ContextManager,
  type MeterProvider,
  type TextMapPropagator,
  type TracerProvider,
} from '@opentelemetry/api';
import { TelemetryConflictError } from './telemetry-conflict-error.js';

/** What becomes the process's own. */
export interface GlobalParts {
  readonly contextManager: ContextManager;
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  readonly propagator: TextMapPropagator;
}

interface Installation {
  readonly what: string;
  /** The API answers false, and tells only its diagnostics, when there is another. */
  readonly install: () => boolean;
  /** Somebody may have removed ours and put theirs since; that must stay. */
  readonly isOurs: () => boolean;
  readonly release: () => void;
}

/**
 * Makes the parts those of `@opentelemetry/api`: all of them or none.
 * @returns what takes them away again
 * @throws {TelemetryConflictError} where the process has another
 */
export function installGlobally(parts: GlobalParts): () => void {
  const installed: Installation[] = [];
  const release = () => {
    for (const each of installed.splice(0)) if (each.isOurs()) each.release();
  };
  for (const each of [ofContext(parts), ofTraces(parts), ofMetrics(parts), ofPropagation(parts)]) {
    if (!each.install()) {
      release();
      throw new TelemetryConflictError(each.what);
    }
    installed.push(each);
  }
  return release;
}

function ofContext({ contextManager }: GlobalParts): Installation {
  const mark = ROOT_CONTEXT.setValue(createContextKey('couplekit'), true);
  return {
    what: 'a context manager',
    install: () => context.setGlobalContextManager(contextManager),
    isOurs: () => contextManager.with(mark, () => context.active() === mark),
    release: () => context.disable(),
  };
}

function ofTraces({ tracerProvider }: GlobalParts): Installation {
  let proxy: TracerProvider | undefined;
  return {
    what: 'a tracer provider',
    install: () => {
      const success = trace.setGlobalTracerProvider(tracerProvider);
      proxy = trace.getTracerProvider();
      return success;
    },
    // The API's proxy is a new one after each removal.
    isOurs: () => trace.getTracerProvider() === proxy,
    release: () => trace.disable(),
  };
}

function ofMetrics({ meterProvider }: GlobalParts): Installation {
  return {
    what: 'a meter provider',
    install: () => metrics.setGlobalMeterProvider(meterProvider),
    isOurs: () => metrics.getMeterProvider() === meterProvider,
    release: () => metrics.disable(),
  };
}

function ofPropagation({ propagator }: GlobalParts): Installation {
  const fields = propagator.fields();
  const own: TextMapPropagator = {
    inject: (...args) => propagator.inject(...args),
    extract: (...args) => propagator.extract(...args),
    fields: () => fields,
  };
  return {
    what: 'a propagator',
    install: () => propagation.setGlobalPropagator(own),
    isOurs: () => propagation.fields() === fields,
    release: () => propagation.disable(),
  };
}
