import type { Language } from '../pages/language.js';
import type { Markup } from '../pages/markup.js';
import { siteTexts } from '../pages/site-texts.js';
import { qrPicture } from './qr-picture.js';

/** A link that a person passes on, for `components/link-card`. */
export interface ShownLink {
  readonly url: string;
  readonly qr: Markup;
}

/** A link with its QR code. */
export function shownLink(url: string, language: Language): ShownLink {
  return { url, qr: qrPicture(url, siteTexts[language].qr) };
}
