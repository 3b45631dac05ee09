import { Module, type DynamicModule } from '@nestjs/common';
import { MemoryVitalsStore, WebVitalsModule, type WebVitalsModuleOptions } from '../../src/vitals/index.js';

@Module({})
class AppModule {}

export const TEMPLATES = ['/', '/share/:token', '/share/:token/friends', '/result/:id'];

/** An application that only receives vitals. */
export function vitalsApp(options: Partial<WebVitalsModuleOptions> & { readonly path?: string } = {}) {
  const { path = 'vitals', ...rest } = options;
  const store = new MemoryVitalsStore();
  const module: DynamicModule = {
    module: AppModule,
    imports: [WebVitalsModule.forRoot({ path, store, routes: TEMPLATES, flush: { everyMs: 1 }, ...rest })],
  };
  return { module, store };
}

let made = 0;

/** A metric as the beacon reports it, with an id of its own. */
export function metric(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    name: 'LCP',
    id: `v6-1790000000000-${1_000_000_000_000 + made++}`,
    value: 1234.5,
    delta: 1234.5,
    rating: 'good',
    navigationType: 'navigate',
    page: '/share/:token',
    device: 'phone',
    build: 'build-7',
    ...changes,
  };
}

/** Reports as `navigator.sendBeacon` does with a string. */
export function report(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
