import { readFile } from 'node:fs/promises';
import { READ_VARIABLES } from '../../src/telemetry/known-variables.js';

/** The first column of each table of options, by the name in its head. */
export function tablesOf(markdown: string): ReadonlyMap<string, readonly string[]> {
  const tables = markdown.matchAll(/^\| `([\w.]+)` +\|.*\n\|[ -|]+\n((?:\|.*\n)+)/gm);
  return new Map(
    [...tables].map(([, name = '', rows = '']) => [
      name,
      [...rows.matchAll(/^\| `(\w+)`/gm)].map(([, option = '']) => option),
    ]),
  );
}

/** The properties of an interface, in the order of its source. */
export async function optionsOf(file: string, type: string): Promise<readonly string[]> {
  const source = await readFile(new URL(`../../src/${file}.ts`, import.meta.url), 'utf8');
  const [, body = ''] = new RegExp(`export interface ${type} {\\n(.*?)^}`, 'ms').exec(source) ?? [];
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name = '']) => name);
}

/** The environment variables that are read, those that exist for each signal in their generic form. */
export function variablesToDocument(): readonly string[] {
  const ofSignal = /OTLP_(?:TRACES|METRICS)_(?=ENDPOINT|HEADERS|TIMEOUT|COMPRESSION|PROTOCOL|C)/;
  return [...new Set(['LOG_LEVEL', ...[...READ_VARIABLES].map((name) => name.replace(ofSignal, 'OTLP_'))])];
}
