/** The value of an item: a date is its seconds, bytes are their base64 text. */
export type BareItem = number | string | boolean;

/** An item with its parameters; of a duplicate key the last value counts. */
export interface ListItem {
  readonly value: BareItem;
  readonly parameters: ReadonlyMap<string, BareItem>;
}

const KEY = /[a-z*][a-z0-9_.*-]*/y;
/** Decimal or integer, string, token, bytes, boolean, date: in this order the groups. */
const BARE_ITEM =
  /(-?(?:\d{1,12}\.\d{1,3}|\d{1,15}))|"((?:[ !#-[\]-~]|\\["\\])*)"|([A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*)|:([A-Za-z0-9+/=]*):|\?([01])|@(-?\d{1,15})/y;
const SEMICOLON = /; */y;
const COMMA = /[ \t]*,[ \t]*/y;

/**
 * Parses a List of Items (RFC 9651 section 4.2.1). Inner lists and display strings, which no field read here has, are
 * taken for errors.
 *
 * @returns undefined for what is no such list: a field is ignored as a whole then (section 4.2)
 */
export function parseStructuredList(text: string): readonly ListItem[] | undefined {
  const source = text.replace(/^ +| +$/g, '');
  const items: ListItem[] = [];
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = position;
    const match = pattern.exec(source) ?? undefined;
    if (match) position = pattern.lastIndex;
    return match;
  };
  while (position < source.length) {
    if (items.length > 0 && !take(COMMA)) return undefined;
    const value = bareItem(take(BARE_ITEM));
    if (value === undefined) return undefined;
    const parameters = new Map<string, BareItem>();
    while (take(SEMICOLON)) {
      const key = take(KEY)?.[0];
      if (key === undefined) return undefined;
      const parameter = take(/=/y) ? bareItem(take(BARE_ITEM)) : true;
      if (parameter === undefined) return undefined;
      parameters.set(key, parameter);
    }
    items.push({ value, parameters });
  }
  return items;
}

function bareItem(match: RegExpExecArray | undefined): BareItem | undefined {
  if (!match) return undefined;
  const [, number, string, token, bytes, boolean, date] = match;
  if (number !== undefined) return Number(number);
  if (string !== undefined) return string.replaceAll(/\\(.)/g, '$1');
  if (boolean !== undefined) return boolean === '1';
  return date === undefined ? (token ?? bytes) : Number(date);
}
