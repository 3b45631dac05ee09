import { writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { SeoGuard } from '@couplekit/seo-guard';
import { tableOf } from '@couplekit/seo-guard/audit';
import { AppModule } from './app.module.js';

/** For a script of your build: the application starts without listening. */
export async function writeTable(file: string): Promise<void> {
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.init();
  await writeFile(file, JSON.stringify(tableOf(app.get(SeoGuard)), null, 2));
  await app.close();
}
