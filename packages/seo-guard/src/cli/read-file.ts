import { readFile } from 'node:fs/promises';
import { CliError, EXIT_CODE } from './cli-error.js';

/** @throws {CliError} with the name of a file that cannot be read */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliError({ en: `${file} cannot be read.`, ko: `${file} 파일을 읽을 수 없습니다.` }, EXIT_CODE.noInput, { cause }); // prettier-ignore
  }
}

/** The lines of a file that say something; `#` begins a comment. */
export async function readLines(file: string): Promise<readonly string[]> {
  const lines = (await readText(file)).split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
