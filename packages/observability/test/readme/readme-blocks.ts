import { readFile } from 'node:fs/promises';

/** A code block of the README. */
export interface ReadmeBlock {
  readonly language: string;
  readonly body: string;
}

/** What the README says and shows. */
export interface Readme {
  readonly text: string;
  readonly blocks: readonly ReadmeBlock[];
}

export async function readReadme(): Promise<Readme> {
  const text = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', body = '']) => ({
    language,
    body,
  }));
  return { text, blocks };
}

/** The programs among the blocks, by the name that their first line gives them. */
export function programsOf(blocks: readonly ReadmeBlock[]): ReadonlyMap<string, string> {
  return new Map(
    blocks.flatMap(({ language, body }) => {
      const [, name] = language === 'ts' ? (/^\/\/ (\w+)\.ts\n/.exec(body) ?? []) : [];
      return name === undefined ? [] : [[name, body] as const];
    }),
  );
}
