import { writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Chronicle } from '../rollout/chronicle.js';
import { followUpReport } from './follow-up-report.js';

/** Writes what happened until the end of an attempt to go back, in both languages, and notes it. @returns the files */
export async function writeFollowUp(
  chronicle: Chronicle,
  folder: string,
  attempt: number,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const language of ['ko', 'en'] as const) {
    const text = followUpReport(chronicle.entries, language);
    const file = join(folder, `follow-up.${chronicle.release}.${language}.md`);
    await chronicle.once('report.written', { language, attempt }, async () => {
      await writeFile(file, text, { mode: 0o600 });
      return { sha256: createHash('sha256').update(text).digest('hex') };
    });
    files.push(file);
  }
  return files;
}
