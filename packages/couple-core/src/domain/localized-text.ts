/** One text in both languages of the product. */
export type LocalizedText = { readonly ko: string; readonly en: string };
