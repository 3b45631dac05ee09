import ts from 'typescript';

/** One row of a table of options. */
export interface Option {
  readonly name: string;
  /** The first paragraph of its JSDoc; empty when there is none. */
  readonly meaning: string;
  /** `@default`, else `required` or `none`. */
  readonly fallback: string;
  /** Where it is declared: the same for an option however its interface was reached. */
  readonly declaration: ts.Declaration | undefined;
}

/** Reads an option from the JSDoc of a property. */
export function readOption(property: ts.Symbol, checker: ts.TypeChecker): Option {
  const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  return {
    name: property.name,
    meaning: firstParagraph(ts.displayPartsToString(property.getDocumentationComment(checker))),
    fallback: defaultOf(property, checker) ?? (isOptional ? 'none' : 'required'),
    declaration: property.declarations?.[0],
  };
}

function firstParagraph(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/);
  return oneLine(paragraph);
}

function defaultOf(property: ts.Symbol, checker: ts.TypeChecker): string | undefined {
  const tag = property.getJsDocTags(checker).find(({ name }) => name === 'default');
  return tag && oneLine(ts.displayPartsToString(tag.text));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
