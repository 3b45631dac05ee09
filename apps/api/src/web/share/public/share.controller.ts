import { Get, Param } from '@nestjs/common';
import { SCALE_NAMES, ShareService, type SharedView } from '@couplekit/couple-core';
import { partnerNames } from '../../../pictures/partner-names.js';
import { points } from '../../../pictures/picture.js';
import { radarPicture } from '../../../pictures/radar.js';
import { page, type PageAnswer } from '../../pages/answers.js';
import type { Language } from '../../pages/language.js';
import { Markup } from '../../pages/markup.js';
import { PageController } from '../../pages/page-controller.decorator.js';
import { RateLimited } from '../../rate-limits/rate-limit.decorator.js';
import { CurrentVisit } from '../../visits/current-visit.js';
import type { Visit } from '../../visits/visit.js';
import { WebOptions } from '../../web-options.js';
import { headlineOf } from '../card/card-words.js';
import { sharePreview } from './share-preview.js';
import { sharePage, type ShareModel } from './share.page.js';

/** The public page of a link: for anybody who has it, in the reader's language. */
@PageController('share')
@RateLimited('shares')
export class ShareController {
  constructor(
    private readonly shares: ShareService,
    private readonly options: WebOptions,
  ) {}

  @Get(':token')
  async show(@Param('token') token: string, @CurrentVisit() { language }: Visit): Promise<PageAnswer> {
    const view = await this.shares.viewShare(token);
    const preview = sharePreview(view, token, this.options.publicBaseUrl);
    return page(sharePage, { ...shown(view, language), preview });
  }
}

function shown(view: SharedView, language: Language): Omit<ShareModel, 'preview'> {
  const { locked, participants, gap, scales } = view;
  const names = partnerNames(participants ?? [], language);
  const radar = scales ? radarPicture({ names, outputs: { scales }, language }) : undefined;
  return {
    headline: headlineOf(view, language).join(' '),
    locked,
    names: participants ? names : undefined,
    gap: gap
      ? {
          mean: gap.mean_delta,
          points: points(gap.mean_delta),
          top: SCALE_NAMES[gap.top_scale][language],
        }
      : undefined,
    radar: radar && { ...radar, svg: new Markup(radar.svg) },
  };
}
