import { linesByMarker, visitsTo, type Evidence, type Findings } from '../evidence.js';
import type { LogLine } from '../log-tail.js';

interface LoggedError {
  readonly message: string;
  readonly stack: string;
}

/** Each error that a handler throws is told once, with the stack of where it was thrown; nothing is told twice. */
export function errorLineFindings(evidence: Evidence): Findings {
  const byMarker = linesByMarker(evidence);
  return evidence.requests.flatMap((request) =>
    (['gateway', 'orders'] as const).flatMap((service) => {
      const lines = (byMarker.get(request.marker) ?? []).filter((line) => line.service === service);
      const errors = lines.flatMap((line) => errorOf(line) ?? []);
      const thrown = visitsTo(request, service).flatMap(
        ({ throws }) => throws?.replace('#', request.marker) ?? [],
      );
      const about = `${request.marker} (${request.kindName}) at ${service}`;
      // What the framework itself refuses is told once at most: on Fastify a bad URL reaches no filter.
      if (thrown.length === 0) return errors.length > 1 ? [`${about}: ${errors.length} errors`] : [];
      const messages = errors.map(({ message }) => message);
      if (messages.join() !== thrown.join()) return [`${about}: ${messages.join() || 'no error'} and not ${thrown.join()}`]; // prettier-ignore
      return errors.some(({ stack }) => !isOfService(stack, service))
        ? [`${about}: no stack of the service`]
        : [];
    }),
  );
}

function errorOf({ fields }: LogLine): LoggedError | undefined {
  return 'err' in fields ? (fields['err'] as LoggedError) : undefined;
}

function isOfService(stack: unknown, service: string): boolean {
  return typeof stack === 'string' && stack.includes(`/${service}.js:`);
}
