import { validateHeaderName, validateHeaderValue } from 'node:http';
import { ConfigurationError } from './configuration-error.js';

/** Environment variables by name, like `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The longest delay of a timer, 2^31 - 1 milliseconds, and the largest integer that the specification promises. */
const LARGEST = 2_147_483_647;

/** Reads typed values; an empty value counts as not set, as the OpenTelemetry specification asks. */
export class EnvironmentReader {
  constructor(private readonly env: Environment) {}

  text(name: string): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  /**
   * One of the choices, in any case.
   * @param instead what to do about values that others know, for the message
   * @throws {ConfigurationError} unless it is one of the choices
   */
  choice<T extends string>(name: string, choices: readonly T[], instead?: string): T | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined) return undefined;
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) {
      throw new ConfigurationError(name, `must be ${oneOf(choices)}${instead ? `: ${instead}` : ''}`);
    }
    return chosen;
  }

  /** Several of the choices with commas between, each once, or `none` alone. */
  choices<T extends string>(name: string, choices: readonly T[]): readonly T[] | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined) return undefined;
    if (value === 'none') return [];
    const wanted = new Set(value.split(',').map((part) => part.trim()));
    const chosen = choices.filter((choice) => wanted.has(choice));
    if (chosen.length === wanted.size) return chosen;
    throw new ConfigurationError(name, `must be none, or a list with commas of ${choices.join(', ')}`);
  }

  /** `true` in any case is true, anything else but `false` is an error. */
  flag(name: string): boolean {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined || value === 'false') return false;
    if (value === 'true') return true;
    throw new ConfigurationError(name, 'must be true or false');
  }

  /** @throws {ConfigurationError} unless it is a whole number from `min` to 2^31 - 1 */
  integer(name: string, min: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < min || number > LARGEST) {
      throw new ConfigurationError(name, `must be a whole number from ${min} to ${LARGEST}`);
    }
    return number;
  }

  /** @throws {ConfigurationError} unless it is a number from 0 to 1 */
  ratio(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!/^(\d+\.?\d*|\.\d+)$/.test(value) || number > 1)
      throw new ConfigurationError(name, 'must be a number from 0 to 1');
    return number;
  }

  /** @throws {ConfigurationError} unless it is an absolute http or https URL */
  httpUrl(name: string): URL | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const url = URL.parse(value);
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
      throw new ConfigurationError(name, 'must be an absolute http or https URL');
    }
    return url;
  }

  /**
   * `key1=value1,key2=value2`, percent-encoded (W3C Baggage section 3.3.1). As OpenTelemetry's specification has it, spaces
   * and letters of any script may stand for themselves; a line break in a value is a comma that was forgotten.
   * @throws {ConfigurationError} unless it looks so
   */
  pairs(name: string): Readonly<Record<string, string>> {
    const entries = (this.text(name) ?? '').split(',').map((pair) => pair.trim()).filter(Boolean); // prettier-ignore
    return Object.fromEntries(entries.map((pair) => readPair(name, pair)));
  }

  /** Pairs that can be sent as HTTP headers, their names in lower case. */
  headers(name: string): Readonly<Record<string, string>> {
    const pairs = Object.entries(this.pairs(name));
    for (const [header, value] of pairs) {
      try {
        validateHeaderName(header);
        validateHeaderValue(header, value);
      } catch {
        // No cause: Node's message repeats the header's name, which may be a secret in the wrong place.
        throw new ConfigurationError(name, 'has a name or a value that no HTTP header may have');
      }
    }
    return Object.fromEntries(pairs.map(([header, value]) => [header.toLowerCase(), value]));
  }
}

function oneOf(choices: readonly string[]): string {
  return choices.length === 1 ? `${choices[0]} or not set` : `one of ${choices.join(', ')}`;
}

function readPair(name: string, pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  const key = pair.slice(0, at).trim();
  if (at < 1 || key === '') throw new ConfigurationError(name, 'must look like key1=value1,key2=value2');
  if (/\p{Cc}/u.test(pair)) {
    throw new ConfigurationError(
      name,
      'has a line break or another control character that is not percent-encoded',
    );
  }
  try {
    return [decodeURIComponent(key), decodeURIComponent(pair.slice(at + 1).trim())];
  } catch {
    throw new ConfigurationError(name, 'has a value that is not percent-encoded correctly');
  }
}
