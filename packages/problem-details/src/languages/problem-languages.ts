import { chooseLanguage, INCLUDED_LANGUAGES } from './choose-language.js';
import { includedPageWords, type PageWords } from '../pages/page-words.js';
import type { Language, LocalizedText, ProblemDefinition } from '../registry/problem-definition.js';
import { statusText } from './status-texts.js';
import type { DefinitionWords, LanguageTexts, StatusWords } from './language-texts.js';

/** Which languages an application answers in. */
export interface LanguageOptions {
  /** Languages that problems are told in, as BCP 47 tags; `en` and `ko` need no `texts`. @default ['en', 'ko'] */
  readonly languages?: readonly Language[];
  /**
   * One of `languages`, for clients whose `Accept-Language` names none of them.
   * @default `'en'`, else the first of `languages`
   */
  readonly defaultLanguage?: Language;
  /**
   * The package's own sentences in further languages.
   *
   * May replace single sentences of `en` and `ko`.
   * @default none
   */
  readonly texts?: Readonly<Record<string, LanguageTexts>>;
}

/** The languages of one application: which one a client gets, and the general words of each. */
export class ProblemLanguages {
  /** All of them, the default first. */
  readonly tags: readonly [Language, ...Language[]];
  /** Those that have HTML pages, the default first where it has; English when none of them has. */
  readonly pageTags: readonly [Language, ...Language[]];
  private readonly texts: Readonly<Record<string, LanguageTexts>>;

  /** @throws {Error} naming the option that breaks a rule */
  constructor({ languages = INCLUDED_LANGUAGES, defaultLanguage, texts = {} }: LanguageOptions = {}) {
    this.tags = order(languages, defaultLanguage);
    this.texts = texts;
    for (const tag of this.tags) checkTexts(tag, texts[tag]);
    for (const tag of Object.keys(texts)) {
      if (!this.tags.includes(tag))
        throw new Error(`problem-details: texts has "${tag}", languages has not.`);
    }
    const [first = 'en', ...others] = this.tags.filter((tag) => this.pageWords(tag));
    this.pageTags = [first, ...others];
  }

  /** The language for an `Accept-Language` header, among `offered`. */
  choose(header: string | undefined, offered: readonly [Language, ...Language[]] = this.tags): Language {
    return chooseLanguage(header, offered[0], offered);
  }

  /** What a status says on its own. */
  statusWords(status: number, language: Language): StatusWords {
    const own = this.texts[language]?.statuses;
    const words = own?.[status] ?? (isIncluded(language) ? undefined : own?.[status >= 500 ? '5xx' : '4xx']);
    if (words) return words;
    const { title, detail } = statusText(status);
    return { title: textIn(title, language) ?? title.en, ...pick('detail', textIn(detail, language)) };
  }

  /** The words of a definition that do not depend on the occurrence. Total, also for one that was never checked. */
  definitionWords(definition: ProblemDefinition, language: Language): DefinitionWords {
    const { slug, title, detail, description, solution } = definition;
    const own = this.translationOf(slug, language);
    return {
      title: textIn(title, language) ?? own?.title ?? textIn(title, this.tags[0]) ?? slug,
      ...pick('detail', textIn(detail, language) ?? own?.detail),
      ...pick('description', textIn(description, language) ?? own?.description),
      ...pick('solution', textIn(solution, language) ?? own?.solution),
    };
  }

  /** What an extension member of a definition says. */
  memberWords({ slug, members }: ProblemDefinition, name: string, language: Language): string | undefined {
    return (
      textIn(members?.[name]?.description, language) ?? this.translationOf(slug, language)?.members?.[name]
    );
  }

  /** True when `texts` has the words of a definition. */
  translates(slug: string, language: Language): boolean {
    return Boolean(this.translationOf(slug, language)?.title.trim());
  }

  /** The words of the HTML pages, where there are any in this language. */
  pageWords(language: Language): PageWords | undefined {
    return this.texts[language]?.pages ?? includedPageWords(language);
  }

  private translationOf(slug: string, language: Language): DefinitionWords | undefined {
    const problems = this.texts[language]?.problems ?? {};
    return Object.hasOwn(problems, slug) ? problems[slug] : undefined;
  }
}

/** A text in one language; undefined where it is empty or not text. */
export function textIn(text: unknown, language: Language): string | undefined {
  const chosen = typeof text === 'object' && text !== null ? (text as LocalizedText)[language] : undefined;
  return typeof chosen === 'string' && chosen.trim() !== '' ? chosen : undefined;
}

function pick<K extends string>(name: K, value: string | undefined): { readonly [N in K]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: string };
}

function isIncluded(language: Language): boolean {
  return INCLUDED_LANGUAGES.includes(language);
}

function order(languages: readonly Language[], chosen: Language | undefined): [Language, ...Language[]] {
  for (const tag of languages) {
    if (!isTag(tag)) {
      throw new Error(`problem-details: languages has "${tag}", which is not a language tag such as "ja".`);
    }
  }
  if (new Set(languages).size !== languages.length || languages.length === 0) {
    throw new Error('problem-details: languages must name each language once, and at least one.');
  }
  const first = chosen ?? (languages.includes('en') ? 'en' : languages[0]);
  if (first === undefined || !languages.includes(first)) {
    const list = new Intl.ListFormat('en', { type: 'disjunction' }).format(
      languages.map((tag) => `"${tag}"`),
    );
    throw new Error(`problem-details: defaultLanguage must be ${list}, not "${String(first)}".`);
  }
  return [first, ...languages.filter((tag) => tag !== first)];
}

/** True for a well-formed tag as it is written in full (RFC 5646 section 2.1.1): `ja`, `pt-BR`, `zh-Hant`. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}

function checkTexts(tag: Language, texts: LanguageTexts | undefined): void {
  const { '4xx': client, '5xx': server } = texts?.statuses ?? {};
  if (isIncluded(tag) || (client?.title.trim() && server?.title.trim() && server.detail?.trim())) return;
  throw new Error(
    `problem-details: language "${tag}" needs texts: a title for "4xx", a title and a detail for "5xx".`,
  );
}
