import type { CoupleResult } from '@couplekit/couple-core';
import { element, type Markup } from './svg-element.js';
import type { PartnerNames } from './partner-names.js';

/** The languages that pictures and reports speak. */
export const PICTURE_LANGUAGES = ['ko', 'en'] as const;
export type PictureLanguage = (typeof PICTURE_LANGUAGES)[number];

/** What a picture shows. */
export interface PictureInput {
  readonly names: PartnerNames;
  readonly outputs: Pick<CoupleResult['outputs'], 'scales' | 'deltas'>;
  readonly language: PictureLanguage;
  /** Ids inside of the SVG begin with it; unique in the page. @default the kind of the picture */
  readonly id?: string | undefined;
}

/** A picture and the same in words and numbers, for everybody who does not see it. */
export interface Picture {
  readonly kind: 'radar' | 'delta-heatmap';
  readonly title: string;
  readonly description: string;
  /**
   * An `<svg>` element for a page, or a file of its own. It has no styles, so a strict Content-Security-Policy is fine with
   * it; its colours are presentation attributes, which every rule of a stylesheet overrides, such as those of
   * `assets/site.css`.
   */
  readonly svg: string;
  readonly table: PictureTable;
}

/** The first column names its rows. */
export interface PictureTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Pictures are drawn for a phone, 360 units wide, and grow from there. */
export const PICTURE_WIDTH = 360;

const FONTS = 'Pretendard, Noto Emoji, Apple SD Gothic Neo, Malgun Gothic, Noto Sans KR, sans-serif';

/** Puts a drawing into an `<svg>` that says what it is. https://www.w3.org/TR/svg-aam-1.0/ */
export function svgPicture(
  picture: Omit<Picture, 'svg'> & Pick<PictureInput, 'id' | 'language'>,
  drawing: { readonly height: number; readonly parts: readonly Markup[] },
): Picture {
  const { id = picture.kind, language, ...said } = picture;
  const root = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${PICTURE_WIDTH} ${drawing.height}`,
      class: `picture picture-${said.kind}`,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      lang: language,
      'font-family': FONTS,
      'font-size': 13,
      fill: 'currentColor',
    },
    [
      element('title', { id: `${id}-title` }, [said.title]),
      element('desc', { id: `${id}-desc` }, [said.description]),
      ...drawing.parts,
    ],
  );
  return { ...said, svg: root.markup };
}

/** How points are shown: one decimal. */
export function points(value: number): string {
  return value.toFixed(1);
}
