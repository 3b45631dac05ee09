import { writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Chronicle } from '../rollout/chronicle.js';
import { followUpReport } from './follow-up-report.js';

/** Writes what happened, in both languages, and notes it. @returns the files */
export async function writeFollowUp(chronicle: Chronicle, folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const language of ['ko', 'en'] as const) {
    const text = followUpReport(chronicle.entries, language);
    const file = join(folder, `follow-up.${chronicle.release}.${language}.md`);
    await writeFile(file, text, { mode: 0o600 });
    const sha256 = createHash('sha256').update(text).digest('hex');
    await chronicle.note('report.written', { language, sha256 });
    files.push(file);
  }
  return files;
}
