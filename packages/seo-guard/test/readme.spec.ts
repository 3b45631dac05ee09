import { readFile } from 'node:fs/promises';
import { ADAPTERS, bootApp } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { AppModule } from './readme-app.js';

const here = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('the README', () => {
  it('shows the application that is run below', async () => {
    expect(await here('../README.md')).toContain(`\`\`\`ts\n${await here('./readme-app.ts')}\`\`\``);
  });

  it.each(ADAPTERS)('shows an application that works on %s', async (adapter) => {
    await using app = await bootApp({ adapter, module: AppModule });
    const refused = await fetch(`${app.url}/results/7`);
    expect([refused.status, refused.headers.get('x-robots-tag')]).toEqual([403, 'noindex, nofollow']);
    const missing = await fetch(`${app.url}/share/nothing`);
    expect([missing.status, missing.headers.get('x-robots-tag')]).toEqual([
      404,
      'noindex, noarchive, nofollow',
    ]);
  });
});
