export interface CodeBlock {
  readonly language: string;
  /** Text in quotes behind the language: `title="src/main.ts"`. */
  readonly title: string | undefined;
  readonly text: string;
}

/** The fenced code blocks of a document in Markdown, in their order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```(\w+)(?: title="([^"]+)")?\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', title, text = '']) => ({ language, title, text }),
  );
}

/** The only block with a title. */
export function blockTitled(blocks: readonly CodeBlock[], title: string): string {
  const [found, ...more] = blocks.filter((block) => block.title === title);
  if (!found || more.length > 0) throw new Error(`not one block is titled ${title}`);
  return found.text;
}

/** Names of the packages that the document's `npm install` lines install. */
export function installedPackages(blocks: readonly CodeBlock[]): readonly string[] {
  return blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => [...text.matchAll(/^npm install ([^#\n]+)/gm)])
    .flatMap(([, names = '']) => names.trim().split(/\s+/));
}
