import { validateHeaderName, validateHeaderValue } from 'node:http';
import { ConfigurationError } from './configuration-error.js';

/** Environment variables by name, like `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads typed values; an empty value counts as not set, as the OpenTelemetry specification asks. */
export class EnvironmentReader {
  constructor(private readonly env: Environment) {}

  text(name: string): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  /** @throws {ConfigurationError} unless it is one of the choices */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) throw new ConfigurationError(name, `must be one of ${choices.join(', ')}`);
    return chosen;
  }

  /** `true` in any case is true, anything else but `false` is an error. */
  flag(name: string): boolean {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined || value === 'false') return false;
    if (value === 'true') return true;
    throw new ConfigurationError(name, 'must be true or false');
  }

  /** @throws {ConfigurationError} unless it is a whole number from `min` */
  integer(name: string, min: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < min) {
      throw new ConfigurationError(name, `must be a whole number from ${min}`);
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

  /** `key1=value1,key2=value2`, values percent-encoded (W3C Baggage format). */
  pairs(name: string): Readonly<Record<string, string>> {
    const entries = (this.text(name) ?? '').split(',').map((pair) => pair.trim()).filter(Boolean); // prettier-ignore
    return Object.fromEntries(entries.map((pair) => readPair(name, pair)));
  }

  /** Pairs that can be sent as HTTP headers. */
  headers(name: string): Readonly<Record<string, string>> {
    const pairs = this.pairs(name);
    for (const [header, value] of Object.entries(pairs)) {
      try {
        validateHeaderName(header);
        validateHeaderValue(header, value);
      } catch {
        // No cause: Node's message repeats the header's name, which may be a secret in the wrong place.
        throw new ConfigurationError(name, 'has a name or a value that no HTTP header may have');
      }
    }
    return pairs;
  }
}

function readPair(name: string, pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  const key = pair.slice(0, at).trim();
  if (at < 1 || key === '') throw new ConfigurationError(name, 'must look like key1=value1,key2=value2');
  try {
    return [decodeURIComponent(key), decodeURIComponent(pair.slice(at + 1).trim())];
  } catch {
    throw new ConfigurationError(name, 'has a value that is not percent-encoded correctly');
  }
}
