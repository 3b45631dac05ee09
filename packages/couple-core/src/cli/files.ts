import { readFile } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { CliError } from './cli-error.js';

/**
 * Reads a small file.
 * @throws {CliError} naming the file
 */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new CliError({ en: `${path} cannot be read.`, ko: `${path} 파일을 읽을 수 없습니다.` }, { cause });
  }
}

/**
 * Reads a key from a PEM file.
 * @throws {CliError} naming the file, never what is in it
 */
export async function readKey(path: string, read: (pem: string) => KeyObject): Promise<KeyObject> {
  const pem = await readText(path);
  try {
    return read(pem);
  } catch (cause) {
    throw new CliError(
      {
        en: `${path} holds no Ed25519 key of the kind that is needed.`,
        ko: `${path} 파일에 필요한 종류의 Ed25519 키가 없습니다.`,
      },
      { cause },
    );
  }
}
