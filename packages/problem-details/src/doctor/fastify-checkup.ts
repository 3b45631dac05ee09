import { isProblemFrameworkErrors } from '../adapters/fastify-options.js';

/** The parts of a Fastify instance that are looked at. */
export interface FastifyPatient {
  addHook(name: 'onListen', hook: (done: () => void) => void): unknown;
  addresses(): readonly unknown[];
}

/** Warns when the adapter was made without `problemFastifyOptions()`; Fastify keeps its options under a symbol. */
export function optionWarnings(fastify: object): string[] {
  const key = Object.getOwnPropertySymbols(fastify).find(
    ({ description }) => description === 'fastify.options',
  );
  const options =
    key && ((fastify as Record<symbol, unknown>)[key] as { frameworkErrors?: unknown } | undefined);
  if (!options || isProblemFrameworkErrors(options.frameworkErrors)) return [];
  return [
    'The FastifyAdapter was made without problemFastifyOptions(), so a malformed URL is answered without a problem. Make it by new FastifyAdapter(problemFastifyOptions()).',
  ];
}

/** Warns once Fastify listens with more than one server, of which only the first is known to anybody. */
export function watchServers(fastify: FastifyPatient, warn: (warning: string) => void): void {
  fastify.addHook('onListen', (done) => {
    if (fastify.addresses().length > 1) {
      warn(
        "Fastify listens with a second server for 'localhost', where bytes that are not HTTP are answered without a problem. Name the address: app.listen(port, '127.0.0.1') or app.listen(port, '0.0.0.0').",
      );
    }
    done();
  });
}
