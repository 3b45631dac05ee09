import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AssetLibrary } from '../assets/asset-library.js';
import { WebOptions } from '../web-options.js';
import type { Visit } from '../visits/visit.js';
import { LANGUAGES } from './language.js';
import type { Page } from './page-definition.js';
import { siteTexts } from './site-texts.js';
import { Templates } from './templates.js';

/** From `src/web/pages` or `dist/web/pages`. */
const VIEWS = join(import.meta.dirname, '..', '..', '..', 'views');

/** What the layout needs to know of the moment. */
export type Moment = Pick<Visit, 'language' | 'path' | 'nonce'> & Partial<Pick<Visit, 'csrfToken'>>;

/** Renders pages; views are parsed once, when the application starts. */
@Injectable()
export class Pages {
  private readonly templates: Templates;

  constructor(
    private readonly options: WebOptions,
    assets: AssetLibrary,
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
        // The one place for robots meta: SeoGuard's word goes here.
        robots: indexable ? '' : 'noindex, nofollow',
        /** Read only by views with a form: a visitor without one gets no cookie. */
        get csrf() {
          return moment.csrfToken?.() ?? '';
        },
      },
    };
    return this.templates.render(view, model, globals);
  }
}
