/** For previews of links, or for a story, which fills a phone. */
export const CARD_STYLES = ['link', 'story'] as const;
export type CardStyle = (typeof CARD_STYLES)[number];

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where everything stands on a card, in pixels. */
export interface CardLayout {
  readonly width: number;
  readonly height: number;
  readonly align: 'start' | 'middle';
  /** Of the words. */
  readonly x: number;
  readonly brand: Place;
  readonly names: { readonly y: number; readonly size: number };
  readonly headline: { readonly y: number; readonly size: number };
  readonly meter: Place & { readonly width: number; readonly size: number };
  readonly top: { readonly y: number; readonly size: number };
  readonly ask: { readonly y: number; readonly size: number };
  /** Where the radar is, or the mark of the brand in its place. */
  readonly panel: Place & { readonly width: number; readonly height: number; readonly scale: number };
}

/** Sizes that link previews and stories have. The middle of a story is free of what apps lay over it. */
export const CARD_LAYOUTS: Readonly<Record<CardStyle, CardLayout>> = {
  link: {
    width: 1200,
    height: 630,
    align: 'start',
    x: 72,
    brand: { x: 72, y: 96 },
    names: { y: 196, size: 36 },
    headline: { y: 276, size: 60 },
    meter: { x: 72, y: 424, width: 480, size: 24 },
    top: { y: 520, size: 26 },
    ask: { y: 580, size: 24 },
    panel: { x: 640, y: 56, width: 504, height: 518, scale: 1.36 },
  },
  story: {
    width: 1080,
    height: 1920,
    align: 'middle',
    x: 540,
    brand: { x: 540, y: 290 },
    names: { y: 400, size: 50 },
    headline: { y: 505, size: 84 },
    meter: { x: 170, y: 1430, width: 740, size: 34 },
    top: { y: 1562, size: 38 },
    ask: { y: 1672, size: 36 },
    panel: { x: 130, y: 645, width: 820, height: 715, scale: 1.78 },
  },
};
