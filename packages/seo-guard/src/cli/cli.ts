import type { Language } from './localized-text.js';

/** What a command knows of the world around it. */
export interface Cli {
  readonly out: NodeJS.WritableStream;
  readonly language: () => Language;
  /** Ends the process with this code when everything is done. */
  readonly exitWith: (code: number) => void;
}
