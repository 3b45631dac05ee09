import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { SeoGuard } from '@couplekit/seo-guard';
import { vitalsTag } from '@couplekit/seo-guard/vitals';
import { pageBuild } from '../../vitals/page-vitals.js';
import { AssetLibrary } from '../assets/asset-library.js';
import { WebOptions } from '../web-options.js';
import type { Visit } from '../visits/visit.js';
import { LANGUAGES } from './language.js';
import { Markup } from './markup.js';
import type { Page } from './page-definition.js';
import { siteTexts } from './site-texts.js';
import { Templates } from './templates.js';

/** From `src/web/pages` or `dist/web/pages`. */
const VIEWS = join(import.meta.dirname, '..', '..', '..', 'views');

/** What the layout needs to know of the moment. */
export type Moment = Pick<Visit, 'language' | 'path' | 'nonce'> &
  Partial<Pick<Visit, 'csrfToken'>> & {
    /** What {@link AdPlacement} has decided. @default none */
    readonly ad?: Markup | undefined;
    /** The route's template, such as `/s/:sessionId`, for the vitals of the page. @default none are reported */
    readonly route?: string | undefined;
  };

/** Slices of the typeface; those of rare characters may come with the next page. */
const MOST_PRELOADS = 12;

const NOINDEX = '<meta name="robots" content="noindex, nofollow">';

/** Renders pages; views are parsed once, when the application starts. */
@Injectable()
export class Pages {
  private readonly templates: Templates;

  constructor(
    private readonly options: WebOptions,
    private readonly guard: SeoGuard,
    private readonly assets: AssetLibrary,
  ) {
    this.templates = new Templates(VIEWS, { asset: (name: string) => assets.urlOf(name) });
  }

  /**
   * The whole document.
   * @throws {Error} for a page whose view is missing or names something that it is not given
   */
  render<Model extends object>(
    { view, texts, indexable = false, shownOnce = false }: Page<Model>,
    model: Model,
    moment: Moment,
  ): string {
    const { language, path, nonce } = moment;
    const url = this.options.publicBaseUrl + (path === '/' ? '/' : path);
    const t = texts[language];
    const globals = {
      t: { description: siteTexts[language].tagline, ...t },
      site: siteTexts[language],
      page: {
        language,
        path: shownOnce ? '' : path,
        nonce,
        canonical: indexable ? url : '',
        alternates: indexable
          ? LANGUAGES.map((other) => ({ language: other, url: `${url}?lang=${other}` }))
          : [],
        /** What the header says, too; the page of a problem is at any path, and never to be found. */
        robots: path === '' ? new Markup(NOINDEX) : new Markup(this.guard.meta(path)),
        vitals: moment.route === undefined ? '' : this.vitalsOf(moment.route, nonce),
        ad: moment.ad ?? null,
        /** Read only by views with a form: a visitor without one gets no cookie. */
        get csrf() {
          return moment.csrfToken?.() ?? '';
        },
      },
    };
    return this.templates.render(view, model, globals);
  }

  /** What a browser had better load while it still reads a document, as `Link` says it (RFC 8288). */
  preloads(document: string): string {
    const text = document.slice(document.indexOf('<body')).replaceAll(/<[^>]*>/g, '');
    return this.assets
      .fontsFor(text, MOST_PRELOADS)
      .map((path) => `<${path}>; rel=preload; as=font; type="font/woff2"; crossorigin`)
      .join(', ');
  }

  private vitalsOf(route: string, nonce: string): Markup {
    return new Markup(vitalsTag({ page: route, build: pageBuild(this.options.codeRef), nonce }));
  }
}
