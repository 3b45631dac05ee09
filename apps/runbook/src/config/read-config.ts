import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { EXIT_CODES } from '../exit-codes.js';
import { TrustedKeys } from '../ledger/trusted-keys.js';
import type { LocalizedText } from '../localized-text.js';
import { OperatorError } from '../operator-error.js';
import { RUNBOOK_CONFIG, type RunbookConfig } from './runbook-config.js';

/** `runbook.yaml`, checked, with the keys that it names. */
export interface Runbook {
  readonly config: RunbookConfig;
  readonly trusted: TrustedKeys;
  /** A path of the configuration: relative ones start where its file is. */
  readonly pathOf: (path: string) => string;
}

/** @throws {OperatorError} saying in one sentence what cannot be used */
export async function readConfig(file: string): Promise<Runbook> {
  const config = parseConfig(file, await readText(file));
  const pathOf = (path: string) => resolve(dirname(resolve(file)), path);
  const owners = await Promise.all(
    config.people.map(async ({ name, key }) => ({ name, publicKey: await readText(pathOf(key)) })),
  );
  try {
    return { config, trusted: new TrustedKeys(owners), pathOf };
  } catch (cause) {
    const { message } = cause as Error;
    throw unusable({ en: message, ko: `people의 키를 쓸 수 없어요: ${message}` }, cause);
  }
}

function parseConfig(file: string, text: string): RunbookConfig {
  let content: unknown;
  try {
    content = parse(text);
  } catch (cause) {
    throw unusable({ en: `${file} is not YAML.`, ko: `${file}은(는) YAML이 아니에요.` }, cause);
  }
  const read = v.safeParse(RUNBOOK_CONFIG, content);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const where = v.getDotPath(issue) ?? 'the file';
  throw unusable({
    en: `${file}: ${where} cannot be used: ${issue.message}.`,
    ko: `${file}: ${where} 값을 쓸 수 없어요: ${issue.message}.`,
  });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw unusable({ en: `${file} cannot be read.`, ko: `${file}을(를) 읽을 수 없어요.` }, cause);
  }
}

function unusable(text: LocalizedText, cause?: unknown): OperatorError {
  return new OperatorError(text, EXIT_CODES.usage, { cause });
}
