import { createHash } from 'node:crypto';
import { PAGE_HEADERS } from '../pages/page-style.js';
import { includedPageWords } from '../pages/page-words.js';
import type { Language, ProblemDefinition } from '../registry/problem-definition.js';
import type { ProblemRegistry } from '../registry/problem-registry.js';
import { describeProblem, type DescribedProblem } from './describe-problem.js';
import { listPage, singlePage, type DocsFrame } from './docs-html.js';

/** The forms of the pages, the server's favourite first: whoever follows a type URI wants to read. */
export const DOCS_MEDIA_TYPES = ['text/html', 'application/json'] as const;

/** Which page in which form. */
export interface DocsRequest {
  /** @default the list of all problems */
  readonly slug?: string | undefined;
  readonly mediaType: (typeof DOCS_MEDIA_TYPES)[number];
  readonly language: Language;
  /** The reader chose the language on a page; links keep it. */
  readonly isChosen: boolean;
}

/** A page ready to be sent. */
export interface DocsPage {
  readonly body: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** All pages about the problems of a registry; each is written once. */
export class DocsLibrary {
  private readonly written = new Map<string, DocsPage>();

  constructor(
    private readonly registry: ProblemRegistry,
    /** Where the pages are, without a slash at the end. */
    private readonly path: string,
  ) {}

  /** A page; undefined where no problem has the slug. */
  find(request: DocsRequest): DocsPage | undefined {
    const { slug, mediaType, language, isChosen } = request;
    const definition = slug === undefined ? undefined : this.registry.definitionOfSlug(slug);
    if (slug !== undefined && !definition) return undefined;
    const key = JSON.stringify([slug, mediaType, language, isChosen]);
    const page = this.written.get(key) ?? this.write(request, definition);
    this.written.set(key, page);
    return page;
  }

  private write(request: DocsRequest, definition: ProblemDefinition | undefined): DocsPage {
    const { mediaType, language } = request;
    const isHtml = mediaType === 'text/html';
    const body = Buffer.from(isHtml ? this.toHtml(request, definition) : this.toJson(request, definition));
    return {
      body,
      etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      headers: {
        'content-type': isHtml ? 'text/html; charset=utf-8' : mediaType,
        'content-language': language,
        ...(isHtml ? PAGE_HEADERS : { 'x-content-type-options': 'nosniff' }),
      },
    };
  }

  private toJson(request: DocsRequest, definition: ProblemDefinition | undefined): string {
    const told = definition ? this.describe(definition, request) : { problems: this.describeAll(request) };
    return JSON.stringify(told);
  }

  private toHtml(request: DocsRequest, definition: ProblemDefinition | undefined): string {
    const frame = this.frame(request, definition);
    return definition
      ? singlePage(this.describe(definition, request), frame)
      : listPage(this.describeAll(request), frame);
  }

  private describeAll(request: DocsRequest): DescribedProblem[] {
    return this.registry.problems.map((definition) => this.describe(definition, request));
  }

  private describe(definition: ProblemDefinition, { language }: DocsRequest): DescribedProblem {
    return describeProblem(definition, { registry: this.registry, language, words: this.wordsOf(language) });
  }

  private frame(request: DocsRequest, definition: ProblemDefinition | undefined): DocsFrame {
    const { baseUri, languages } = this.registry;
    const root = baseUri === undefined ? this.path : new URL(baseUri).pathname.replace(/\/$/, '');
    const query = request.isChosen ? `?lang=${request.language}` : '';
    const canonical = baseUri?.replace(/\/$/, '') ?? this.path;
    return {
      language: request.language,
      words: this.wordsOf(request.language),
      languages: languages.pageTags.toSorted().map((tag) => ({ language: tag, href: `?lang=${tag}` })),
      canonical: definition ? this.registry.typeOf(definition) : canonical,
      hrefOfList: root + query,
      hrefOf: ({ slug }) => `${root}/${slug}${query}`,
    };
  }

  private wordsOf(language: Language) {
    const words = this.registry.languages.pageWords(language) ?? includedPageWords('en');
    if (!words) throw new Error(`problem-details: there are no pages in "${language}".`);
    return words;
  }
}
