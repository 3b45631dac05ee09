import type { Option } from './option.ts';
import { optionsTable } from './options-table.ts';

/** Which options a table is about. */
export interface OptionsMarker {
  /** The entry point: `@couplekit/seo-guard/ads`. */
  readonly specifier: string;
  /** The interface that it exports. */
  readonly name: string;
}

type OptionsOf = (marker: OptionsMarker) => readonly Option[];

/** `<!-- options: @couplekit/seo-guard SeoGuardModuleOptions -->`, the table, `<!-- /options -->`. */
const TABLE = /<!-- options: (?<specifier>\S+) (?<name>\w+) -->(?<table>.*?)<!-- \/options -->/gs;
const FIRST_CELL = /^\| *(?<cell>.*?) *\|/gm;
const CODE = /(?<=`)\w+(?=`)/g;

/** The tables of options that a document has. */
export function optionsMarkers(document: string): readonly OptionsMarker[] {
  return [...document.matchAll(TABLE)].map(({ groups }) => markerOf(groups));
}

/**
 * The document with every table of options written anew. What the types do not know stays as a person wrote it: the heading
 * of the first column, and the order of the rows. A new option comes last.
 */
export function writeOptionsTables(document: string, optionsOf: OptionsOf): string {
  return document.replaceAll(TABLE, (...match: readonly unknown[]) => {
    const groups = match.at(-1) as Readonly<Record<string, string>>;
    const marker = markerOf(groups);
    const [heading = 'option', , ...rows] = firstCells(groups['table'] ?? '');
    const table = optionsTable(heading, inOrderOf(rows, optionsOf(marker)));
    return `<!-- options: ${marker.specifier} ${marker.name} -->\n\n${table}\n\n<!-- /options -->`;
  });
}

function inOrderOf(rows: readonly string[], options: readonly Option[]): readonly Option[] {
  const names = rows.flatMap((row) => row.match(CODE) ?? []);
  const place = ({ name }: Option) => (names.includes(name) ? names.indexOf(name) : names.length);
  return options.toSorted((one, other) => place(one) - place(other));
}

function firstCells(table: string): readonly string[] {
  return [...table.matchAll(FIRST_CELL)].map(({ groups }) => groups?.['cell'] ?? '');
}

function markerOf(groups: Readonly<Record<string, string>> = {}): OptionsMarker {
  const { specifier = '', name = '' } = groups;
  return { specifier, name };
}
