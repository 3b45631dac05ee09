const VARIABLE = /\{([a-z][a-z0-9_]*)\}/g;

/** Tells the value of a variable. */
export type Values = Readonly<Record<string, string>>;

/** The names of the variables in a text, each once. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(VARIABLE), ([, name = '']) => name))];
}

/** Whether there is a brace that belongs to no variable, most likely a slip of the pen. */
export function hasStrayBrace(text: string): boolean {
  return /[{}]/.test(text.replaceAll(VARIABLE, ''));
}

/**
 * The text with the values in the places of its variables. Values are never looked at again, whatever they contain.
 * @throws {Error} when there is no value for one
 */
export function fillText(text: string, values: Values): string {
  return text.replaceAll(VARIABLE, (_, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`The report has no value for {${name}}.`);
    return values[name] ?? '';
  });
}
