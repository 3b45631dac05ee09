import type { Rectangle } from './rectangle.js';

/** The size of a window. Width alone decides: below 768 is a phone, below 1024 a tablet. */
export interface Viewport {
  readonly name: 'phone' | 'tablet' | 'desktop';
  readonly width: number;
  readonly height: number;
}

/** What an element is for those who press it. */
export type ElementKind =
  'link' | 'button' | 'field' | 'share' | 'navigation' | 'game' | 'video' | 'content' | 'panel';

/** Whether it moves with the page, stays in the window, or does the latter in a part of the page. */
export type Positioning = 'flow' | 'fixed' | 'sticky';

/** A visible element, or a line of one that wraps. */
export interface ElementBox {
  readonly kind: ElementKind;
  readonly selector: string;
  readonly text: string;
  readonly rect: Rectangle;
  readonly positioning: Positioning;
  /** A heading, or a short text that stands alone. */
  readonly heading: boolean;
  /** Moves without end. */
  readonly animated: boolean;
  /** Was not there before something was opened. */
  readonly opened: boolean;
}

/** A place of an ad. */
export interface SlotBox {
  readonly selector: string;
  /** Of what can be pressed: the unit, without its label. */
  readonly rect: Rectangle;
  readonly positioning: Positioning;
  /** Texts in the frame around the unit. */
  readonly labels: readonly string[];
  /** Nothing has been put into it yet. */
  readonly empty: boolean;
  /** Its frame moves without end. */
  readonly animated: boolean;
  /** In a dialog, or in a box over the page that is flush with no side of the window. */
  readonly popUp: boolean;
  /** Selector of a sibling of its frame with the same tag, classes and look that is no ad. */
  readonly lookalike?: string;
}

/** The page at one scroll position, with or without something opened. */
export interface PageState {
  /** For people: `at rest`, `scrolled to …`, `opened …`. */
  readonly name: string;
  readonly phase: 'rest' | 'scrolled' | 'opened';
  readonly scrollY: number;
  readonly slots: readonly SlotBox[];
  readonly elements: readonly ElementBox[];
}

/** How far things moved because of one slot. */
export interface SlotShift {
  readonly selector: string;
  /** Score of the Layout Instability API (https://wicg.github.io/layout-instability/). */
  readonly value: number;
  /** Height of the ad that was put in, in pixels; absent for what the page itself loaded. */
  readonly adHeight?: number;
}

/** Everything that was measured of one page in one window. */
export interface PageLayout {
  readonly viewport: Viewport;
  /** The main content: `main`, else the body. */
  readonly main: Rectangle;
  /** The first state is the page at rest, at its top. */
  readonly states: readonly [PageState, ...PageState[]];
  readonly shifts: readonly SlotShift[];
}
