import { readFile } from 'node:fs/promises';
import { ADAPTERS, bootApp, eventually } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { VitalsRecorder, VitalsStore } from '@couplekit/seo-guard/vitals';
import { describe, expect, it, vi } from 'vitest';
import { AppModule } from './readme-app.js';
import { judgeBuild } from './readme-gate.js';
import { metric, report } from './vitals-app.js';

const here = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('the README', () => {
  it.each(['readme-app.ts', 'readme-gate.ts'])('shows %s, which is run below', async (file) => {
    expect(await here('../../docs/vitals.md')).toContain(`\`\`\`ts\n${await here(`./${file}`)}\`\`\``);
  });

  it.each(ADAPTERS)('shows an application and a gate that work on %s', async (adapter) => {
    const database = await createDatabase();
    vi.stubEnv('DATABASE_URL', database.url);
    try {
      await using app = await bootApp({ adapter, module: AppModule });
      const core = [{ name: 'LCP', value: 900 }, { name: 'INP', value: 90 }, { name: 'CLS', value: 0 }];
      for (let batch = 0; batch < 10; batch++) {
        const items = core.flatMap((one) => Array.from({ length: 4 }, () => metric({ ...one, delta: 0 })));
        const { status } = await report(`${app.url}/vitals`, items);
        expect(status).toBe(204);
      }
      await eventually(() => app.app.get(VitalsRecorder).counts().waiting === 0);
      await app.app.get(VitalsRecorder).flush();
      const judged = await judgeBuild(app.app.get(VitalsStore), 'build-7');
      expect(judged.verdict).toBe('inconclusive');
      expect(judged.lines[0]).toBe('Web Vitals 판단 보류: 통과 0건, 실패 0건, 판단 보류 3건입니다.');
      expect(judged.lines).toHaveLength(4);
    } finally {
      vi.unstubAllEnvs();
      await database.drop();
    }
  }); // prettier-ignore
});
