import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';

const here = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('the README', () => {
  it('shows an application that works', async () => {
    expect(await here('../README.md')).toContain(`\`\`\`ts\n${await here('./readme-app.ts')}\`\`\``);
    process.env['PORT'] = '0';
    const { app, stop } = await import('./readme-app.js');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/hello`, { headers: { 'X-Request-ID': 'r-7' } });
    expect(response.headers.get('x-request-id')).toBe('r-7');
    expect(await response.json()).toEqual({ hello: 'r-7' });
    await stop();
  });
});
