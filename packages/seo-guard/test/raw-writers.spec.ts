import { ADAPTERS, bootApp, getRequest, type RunningApp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRobots, expectSensitive } from './expected-headers.js';
import { GUARDED, GuardedModule } from './guarded-app.js';
import { ask } from './raw-answers.js';
import { RAW_WRITERS } from './raw-writers.js';

// Where a header is set already, as CORS and Express do, Node merges what writeHead is given; where none is, it does not.
describe.each(ADAPTERS.flatMap((adapter) => [[adapter, false] as const, [adapter, true] as const]))(
  'code that writes to the response of Node, on %s, with CORS %s',
  (adapter, cors) => {
    let app: RunningApp;
    beforeAll(async () => {
      const configure = (nest: { enableCors(): void }) => (cors ? nest.enableCors() : undefined);
      app = await bootApp({ adapter, module: GuardedModule.with(GUARDED), configure });
    });
    afterAll(() => app.close());

    it.each(Object.keys(RAW_WRITERS))('cannot weaken it: %s', async (writer) => {
      const path = `raw/${encodeURIComponent(writer)}`;
      const shared = await ask(app.port, getRequest(`/share/${path}`));
      const secret = await ask(app.port, getRequest(`/secret/${path}`));
      expect([shared.status, secret.status]).toEqual([200, 200]);
      expectRobots(shared);
      expectSensitive(secret);
    });

    it('keeps what else it wrote', async () => {
      const { lines } = await ask(app.port, getRequest('/share/raw/object'));
      expect(lines('etag')).toEqual(['"1"']);
      expect(lines('cache-control')).toEqual(['public, max-age=60']);
      expect(lines('referrer-policy')).toEqual(['unsafe-url']);
      const replaced = await ask(
        app.port,
        getRequest('/secret/raw/methods%20put%20in%20place%20of%20others'),
      );
      expect(replaced.lines('x-kept')).toEqual(['1']);
    });
  },
);
