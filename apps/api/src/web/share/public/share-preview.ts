import type { SharedView } from '@couplekit/couple-core';
import { partnerNames } from '../../../pictures/partner-names.js';
import { CARD_LAYOUTS } from '../card/card-layout.js';
import { headlineOf } from '../card/card-words.js';
import { sharePage } from './share.page.js';

/** What messengers show of a link, in the language of the share. https://ogp.me */
export interface SharePreview {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly image: string;
  readonly width: number;
  readonly height: number;
  /** The picture in words. */
  readonly alt: string;
  readonly locale: string;
  readonly otherLocale: string;
}

const LOCALES = { ko: 'ko_KR', en: 'en_US' } as const;

/** @param address of the site, without a slash at the end */
export function sharePreview(view: SharedView, token: string, address: string): SharePreview {
  const { language, locked, participants } = view;
  const { A, B } = partnerNames(participants ?? [], language);
  const headline = headlineOf(view, language).join(' ');
  const title = participants ? `${A} · ${B}: ${headline}` : headline;
  const texts = sharePage.texts[language];
  const { width, height } = CARD_LAYOUTS.link;
  return {
    title,
    description: (locked ? texts['lockedLead'] : texts['description']) ?? '',
    url: `${address}/share/${token}`,
    image: `${address}/share/og/${token}.png`,
    width,
    height,
    alt: title,
    locale: LOCALES[language],
    otherLocale: LOCALES[language === 'ko' ? 'en' : 'ko'],
  };
}
