import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckName } from './checks/all-findings.js';

/** A part of the package that a service does without. */
export interface Mutation {
  readonly removes: string;
  /** @default gateway */
  readonly from?: 'gateway' | 'orders';
  /** In the built package. */
  readonly file: string;
  readonly code: string;
  readonly replacement: string;
  /** Which checks must find something. */
  readonly missedBy: readonly CheckName[];
}

export const MUTATIONS: readonly Mutation[] = [
  {
    removes: 'the mixin that gives lines their ids',
    file: 'logging/app-logger.js',
    code: 'mixin: () => correlation(cls)',
    replacement: 'mixin: () => ({})',
    missedBy: ['joined lines', 'traces'],
  },
  {
    removes: 'the echo of the request id',
    file: 'requests/request-tracker.js',
    code: 'return withHeader(response, args, header);',
    replacement: 'return args;',
    missedBy: ['answers'],
  },
  {
    removes: 'the carrier in the queue',
    from: 'orders',
    file: 'propagation/capture-context.js',
    code: 'return carrier;',
    replacement: 'return {};',
    missedBy: ['joined lines', 'traces'],
  },
  {
    removes: 'the hook of the framework',
    file: 'requests/adapter-binding.js',
    code: 'tracked.routed = request;',
    replacement: 'return done();',
    missedBy: ['access lines'],
  },
  {
    removes: 'the hook of the server',
    file: 'requests/request-binding.js',
    code: 'subscribe(REQUEST_START, this.onRequestStart);',
    replacement: ';',
    missedBy: ['access lines'],
  },
  {
    removes: 'the context that a request runs in',
    file: 'requests/request-tracker.js',
    code: 'this.parts.cls.enterWith(tracked.store);',
    replacement: '',
    missedBy: ['joined lines'],
  },
  {
    removes: 'the headers of outbound requests',
    file: 'propagation/http/outbound-calls.js',
    code: 'propagator.inject(context, request, ownsTrace ? unlessOfTrace : unlessSet);',
    replacement: '',
    missedBy: ['traces'],
  },
  {
    removes: 'redaction',
    file: 'redaction/redactor.js',
    code: 'if (options === false)',
    replacement: 'if (true)',
    missedBy: ['secrets'],
  },
];

/** Writes what Node.js is to load first: it makes the mutation, or ends the process if there is nothing to mutate. */
export async function preloadOf(
  { file, code, replacement }: Pick<Mutation, 'file' | 'code' | 'replacement'>,
  directory: string,
): Promise<string> {
  const path = join(directory, 'mutation.mjs');
  const source = `
    import { registerHooks } from 'node:module';
    registerHooks({
      load(url, context, next) {
        const loaded = next(url, context);
        if (!url.endsWith(${JSON.stringify(`/observability/dist/${file}`)})) return loaded;
        const source = Buffer.from(loaded.source).toString();
        const mutated = source.replace(${JSON.stringify(code)}, ${JSON.stringify(replacement)});
        if (mutated === source) throw new Error(${JSON.stringify(`nothing to mutate in ${file}`)});
        return { ...loaded, source: mutated };
      },
    });`;
  await writeFile(path, source);
  return pathToFileURL(path).href;
}
