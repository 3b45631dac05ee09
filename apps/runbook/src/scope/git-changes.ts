import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EXIT_CODES } from '../exit-codes.js';
import { OperatorError } from '../operator-error.js';

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly path: string;
  /** Its path before, where it was renamed. */
  readonly before?: string;
  /** Lines; 0 for files that are not text. */
  readonly added: number;
  readonly removed: number;
}

/** What is between two commits. */
export interface GitChanges {
  /** Full hashes. */
  readonly base: string;
  readonly head: string;
  /** Subjects, newest first. */
  readonly commits: readonly string[];
  readonly files: readonly ChangedFile[];
}

const git = async (folder: string, ...words: readonly string[]) =>
  (await promisify(execFile)('git', ['-C', folder, ...words], { maxBuffer: 64 * 1024 * 1024 })).stdout;

/**
 * Reads with git what changed since the common ancestor of two refs.
 * @throws {OperatorError} naming a ref that is none
 */
export async function gitChanges(folder: string, base: string, head: string): Promise<GitChanges> {
  const [from, to] = [await commitOf(folder, base), await commitOf(folder, head)];
  const range = `${from}...${to}`;
  const [log, numbers] = await Promise.all([
    git(folder, 'log', '--format=%s', `${from}..${to}`),
    git(folder, 'diff', '--numstat', '-z', '--find-renames', range),
  ]);
  return { base: from, head: to, commits: log.split('\n').filter(Boolean), files: readNumstat(numbers) };
}

/** @throws {OperatorError} when it names no commit */
export async function commitOf(folder: string, ref: string): Promise<string> {
  try {
    return (
      await git(folder, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)
    ).trim();
  } catch (cause) {
    throw new OperatorError(
      { en: `${ref} is no commit of this repository.`, ko: `${ref}은(는) 이 저장소의 커밋이 아니에요.` },
      EXIT_CODES.usage,
      { cause },
    );
  }
}

/** `added TAB removed TAB path NUL`, and for a rename `added TAB removed TAB NUL before NUL after NUL`. */
function readNumstat(text: string): readonly ChangedFile[] {
  const parts = text.split('\0');
  const files: ChangedFile[] = [];
  for (let at = 0; at < parts.length; at++) {
    const [added, removed, path] = (parts[at] ?? '').split('\t');
    if (path === undefined) continue;
    const lines = { added: Number(added) || 0, removed: Number(removed) || 0 };
    if (path !== '') files.push({ path, ...lines });
    else files.push({ before: parts[at + 1] ?? '', path: parts[at + 2] ?? '', ...lines });
    if (path === '') at += 2;
  }
  return files;
}
