import { Inject, Injectable } from '@nestjs/common';
import type { Explanation } from '../../explaining/explanation.js';
import type { AdDecision } from './ad-decision.js';
import type { ResolvedAdEligibilityOptions } from './ad-eligibility-options.js';
import { AD_ELIGIBILITY_OPTIONS } from './ad-eligibility.tokens.js';
import { decideAds } from './decide-ads.js';
import type { PageKind } from './page-kind.js';
import { textOfHtml } from './text-of-html.js';

/** Tells what holds for a path: `SeoGuard`, or any other table. */
export abstract class PathExplainer {
  /** What holds for a URL or path. */
  abstract explain(url: string): Explanation;
}

/** A page that is about to be sent, given as its text or as its HTML. */
export type AdPage = {
  /** HTTP status of the response. */
  readonly status: number;
  /** @default undeclared, which carries no ads */
  readonly kind?: PageKind;
  /** Path and query as requested. */
  readonly url: string;
} & ({ readonly text: string } | { readonly html: string });

/** Decides, when a page is rendered, whether it may carry ads. */
@Injectable()
export class AdEligibility {
  constructor(
    @Inject(AD_ELIGIBILITY_OPTIONS) private readonly options: ResolvedAdEligibilityOptions,
    private readonly paths: PathExplainer,
  ) {}

  /** Every reason against ads on this page, or none. */
  decide(page: AdPage): AdDecision {
    const { status, url } = page;
    const text = 'text' in page ? page.text : textOfHtml(page.html);
    const explanation = this.paths.explain(url);
    return decideAds({ status, url, text, explanation, ...(page.kind && { kind: page.kind }) }, this.options);
  }
}
