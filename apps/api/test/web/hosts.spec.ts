import { ADAPTERS, getRequest, rawHttp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runApi, type RunningApi } from '../running-api.js';

const by = (host: string, path = '/') => getRequest(path).replace('Host: 127.0.0.1', `Host: ${host}`);

describe.each(ADAPTERS)('the name of the service on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter)));
  afterAll(() => api[Symbol.asyncDispose]());

  it.each(['/', '/api/couples/sessions/x', '/docs', '/problems', '/assets/x/y', '/nothing'])(
    'is not a foreign one: 400 for %s',
    async (path) => {
      const response = await rawHttp(api.port, by('evil.example', path));
      expect(response.status).toBe(400);
      expect(response.headers).toContainEqual(['content-type', 'application/problem+json']);
      expect(response.body).not.toContain('evil.example');
    },
  );

  it.each(['couple.example', 'couple.example:8443', '127.0.0.1'])('is %s', async (host) => {
    expect((await rawHttp(api.port, by(host))).status).toBe(200);
  });

  it('is any that a load balancer asks for health by', async () => {
    for (const path of ['/healthz', '/readyz']) {
      expect((await rawHttp(api.port, by('10.0.0.7:8080', path))).status).toBe(200);
    }
  });

  it('is the configured one in canonical links, whatever the request says', async () => {
    const { body } = await rawHttp(api.port, by('127.0.0.1', '/?lang=en'));
    expect(body).toContain('<link rel="canonical" href="https://couple.example/">');
  });
});
