import type { Option } from './option.ts';

/** Values rather than words: `'en'`, `true`, `[1, 5]`, `{ words: 150 }`, `process.env`, `Date.now()`. */
const CODE = /^(?:'[^']*'|true|false|\[.*\]|\{.*\}|[A-Za-z]+(?:\.[A-Za-z_]+)+(?:\(\))?)$/;

/** Markdown of a table of options, before prettier aligns it. JSDoc speaks in sentences, a table in phrases. */
export function optionsTable(heading: string, options: readonly Option[]): string {
  const rows = options.map(({ name, meaning, fallback }) => [
    `\`${name}\``,
    phrase(meaning),
    CODE.test(fallback) ? `\`${fallback}\`` : fallback,
  ]);
  return [[heading, 'meaning', 'default'], ['---', '---', '---'], ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

function phrase(sentence: string): string {
  return sentence
    .replaceAll(/\{@link ([^}]+)\}/g, '`$1`')
    .replace(/\.$/, '')
    .replace(/^[A-Z](?=[a-z]*(?:[ ,:;]|$))/, (first) => first.toLowerCase());
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
