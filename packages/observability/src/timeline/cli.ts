import type { Language, LocalizedText } from './localized-text.js';
import { escapeInJson } from '../logging/terminal-safe.js';

/** What a command knows of the world around it. */
export interface Cli {
  readonly out: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly language: () => Language;
  /** Ends the process with this code when everything is done. */
  readonly exitWith: (code: number) => void;
}

/** Prints what people read, or with `--json` one line of JSON. */
export function print(
  cli: Cli,
  json: boolean | undefined,
  result: { readonly json: object; readonly text: (language: keyof LocalizedText) => string },
): void {
  cli.out.write(`${json ? escapeInJson(JSON.stringify(result.json)) : result.text(cli.language())}\n`);
}
