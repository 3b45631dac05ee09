import type { Attributes } from '@opentelemetry/api';
import type { DescribedError } from '../logging/describe-error.js';
import { SecretFields } from './secret-fields.js';
import { SecretNames } from './secret-names.js';
import { SecretPaths } from './secret-paths.js';
import { SecretTexts } from './secret-texts.js';

/** What is secret besides what everybody's secrets look like. */
export interface RedactionOptions {
  /**
   * More names whose values are secret.
   *
   * Of fields, headers, parameters and attributes, in any case and joining of words.
   * @default none
   */
  readonly keys?: readonly string[];
  /** Names that only look secret, such as `pageToken`. @default none */
  readonly allowKeys?: readonly string[];
  /**
   * More secrets by their form.
   *
   * Each must take time linear in the text.
   * @default none
   */
  readonly patterns?: readonly RegExp[];
  /** What stands in their place. @default `[redacted]` */
  readonly replacement?: string;
}

/** Removes secrets: credentials by name and by form, tokens in paths and queries. The same value comes back if there is none. */
export interface Redactor {
  /** Any text: a message, a stack. */
  text(text: string): string;
  /** A request target, with or without a query, and the template of its route (`/invites/:token`) if that is known. */
  path(target: string, template?: string): string;
  /** Fields of a log line; a copy where something is secret. */
  fields<T extends object>(line: T): T;
  /** Message, stack, causes and collected errors of an error. */
  error(error: DescribedError): DescribedError;
  /** Attributes of a span, those of URLs included. */
  attributes(attributes: Attributes): Attributes;
}

/** Leaves everything as it is. */
const NOTHING: Redactor = {
  text: (text) => text,
  path: (target) => target,
  fields: (line) => line,
  error: (error) => error,
  attributes: (attributes) => attributes,
};

/**
 * @param options `false` for no redaction at all
 * @throws {TypeError} naming the option that is wrong
 */
export function createRedactor(options: RedactionOptions | false = {}): Redactor {
  if (options === false) return NOTHING;
  const { replacement = '[redacted]', patterns = [] } = checked(options);
  const names = new SecretNames(options);
  const texts = new SecretTexts({ names, patterns, replacement });
  const text = (value: string) => texts.redact(value);
  const paths = new SecretPaths({ names, replacement, redactText: text });
  const fields = new SecretFields({ names, replacement, redactText: text });
  return {
    text,
    path: (target, template) => paths.redact(target, template),
    fields: (line) => fields.redact(line),
    error: (error) => redactError(error, text),
    attributes: (attributes) => fields.redact(attributes),
  };
}

function redactError(error: DescribedError, text: (value: string) => string): DescribedError {
  const { type, message, stack, code, cause, errors } = error;
  return {
    type: text(type),
    message: text(message),
    stack: stack === undefined ? undefined : text(stack),
    code: code === undefined ? undefined : text(code),
    cause: cause && redactError(cause, text),
    errors: errors?.map((each) => redactError(each, text)),
  };
}

function checked(options: RedactionOptions): RedactionOptions {
  const { keys = [], allowKeys = [], patterns = [], replacement = 'x' } = options;
  for (const [name, list] of Object.entries({ keys, allowKeys })) {
    if (!Array.isArray(list) || list.some((each) => typeof each !== 'string' || each === '')) {
      throw new TypeError(`redaction: ${name} must be a list of names.`);
    }
  }
  if (!Array.isArray(patterns) || patterns.some((each) => !(each instanceof RegExp) || each.sticky)) {
    throw new TypeError('redaction: patterns must be a list of regular expressions that are not sticky.');
  }
  if (typeof replacement !== 'string' || replacement === '') {
    throw new TypeError('redaction: replacement must be a text of at least one character.');
  }
  return options;
}
