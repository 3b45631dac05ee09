import type { PageKind } from '@couplekit/seo-guard/ads';
import type { Language } from './language.js';

/** The words of a page in one language, by key; `{name}` is filled in by the view. */
export type PageTexts = Readonly<Record<string, string>> & { readonly title: string };

/** A page: its view, its words in every language, and whether search engines may show it. */
export interface Page<Model extends object = object> {
  /** The file in `views/`, without `.liquid`. */
  readonly view: string;
  /** `title` is required; `description` is for search engines and previews of links. */
  readonly texts: Readonly<Record<Language, PageTexts>>;
  /** @default false: `noindex, nofollow` */
  readonly indexable?: boolean;
  /** Only `content`, which is there to be read, may carry an ad. @default undeclared: none */
  readonly kind?: PageKind | undefined;
  /** The answer to a form with something that is shown only now: no switch of the language, which would lose it. @default false */
  readonly shownOnce?: boolean;
  /** Never set; keeps the type of what the view is given. */
  readonly model?: Model;
}

/** A page in the making: all languages have the same keys, or it does not compile. */
interface PageDraft<Keys extends string> {
  readonly texts: Readonly<Record<Language, Readonly<Record<Keys | 'title', string>>>>;
  readonly indexable?: boolean;
  readonly kind?: PageKind;
  readonly shownOnce?: boolean;
}

/** Defines a page: `definePage<{ nickname: string }>()('waiting', { texts: { ko: { title: '…' }, en: { title: '…' } } })`. */
export function definePage<Model extends object = Readonly<Record<string, never>>>() {
  return <Keys extends string>(view: string, draft: PageDraft<Keys>): Page<Model> => ({ view, ...draft });
}
