import type { LocalizedText } from '../domain/localized-text.js';

/** What a command knows of the world around it. */
export interface Cli {
  readonly out: NodeJS.WritableStream;
  readonly databaseUrl: string | undefined;
  /** @default from `--lang` or the locale */
  readonly language: () => keyof LocalizedText;
  /** Ends the process with this code when everything is done. */
  readonly exitWith: (code: number) => void;
}

/** Prints what people read, or with `--json` one line of JSON. */
export function print(
  cli: Cli,
  json: boolean | undefined,
  result: { readonly json: object; readonly text: LocalizedText },
): void {
  cli.out.write(`${json ? JSON.stringify(result.json) : result.text[cli.language()]}\n`);
}
