/// <reference lib="dom" />
import type { ElementBox, ElementKind, Positioning, SlotBox } from '../page-layout.js';
import type { Rectangle } from '../rectangle.js';

/** What the functions in the page are told. */
export interface KitOptions {
  /** CSS selector of ad units. */
  readonly slotSelector: string;
}

/** A unit, and the box around it and its label. */
export interface SlotElement {
  readonly unit: Element;
  readonly frame: Element;
}

/** What is seen of the page at one moment. */
export interface Snapshot {
  readonly scrollY: number;
  readonly main: Rectangle;
  readonly slots: readonly SlotBox[];
  readonly elements: readonly ElementBox[];
}

/** Something that opens something else. */
export interface Opener {
  readonly selector: string;
  /** `hover` for menus that only the pointer opens. */
  readonly by: 'click' | 'hover';
  /** It stays in the window, so that what it opens can lie over any part of the page. */
  readonly stays: boolean;
}

/**
 * The functions that work in the page, by file. They are sent there as text, so they reach one another only through this
 * object, and may use nothing that their file imports.
 */
export interface Kit {
  readonly options: KitOptions;
  /** Parent, through shadow roots and out of frames. */
  parentOf(element: Element): Element | null;
  isWithin(element: Element, ancestor: Element): boolean;
  /** Every element, in open shadow roots and frames of the same origin too. */
  all(): readonly Element[];
  isVisible(element: Element): boolean;
  /** The parts of an element that are not cut off, in page coordinates. */
  rectsOf(element: Element): readonly Rectangle[];
  /** The whole of it, cut off or not. */
  boxOf(element: Element): Rectangle;
  selectorOf(element: Element): string;
  /** The element that makes it stay in the window, with how; `undefined` for what moves with the page. */
  stayingRootOf(element: Element): { readonly root: Element; readonly how: 'fixed' | 'sticky' } | undefined;
  positioningOf(element: Element): Positioning;
  textOf(element: Element): string;
  kindOf(element: Element): ElementKind | undefined;
  isHeading(element: Element): boolean;
  isPainted(element: Element): boolean;
  slots(): readonly SlotElement[];
  slotBox(slot: SlotElement, animated: ReadonlySet<Element>): SlotBox;
  snapshot(): Snapshot;
  /** Elements that were visible before something was opened. */
  before: WeakSet<Element>;
  /** Remembers what is visible now. */
  remember(): void;
  openers(): readonly Opener[];
  /** Brings the n-th into view. */
  showOpener(index: number, block: ScrollLogicalPosition): void;
  /** Opens the n-th; where the pointer has to go for that, in the window; `null` where it is not there any more. */
  open(index: number): { readonly x: number; readonly y: number } | null;
  /** Closes it again; `false` where that did not work. */
  close(index: number): boolean;
  scrollTo(slot: number, block: 'start' | 'center' | 'end'): void;
  /** Waits for frames, and for animations that end. */
  settle(): Promise<void>;
  /** Puts a box into an empty slot as an ad would come; the layout shift that it made, and its height. */
  fill(
    slot: number,
    defaultHeight: number,
  ): Promise<{ readonly value: number; readonly height: number } | null>;
  /** Layout shift until now, and which slots changed their height meanwhile. */
  loading(): { readonly value: number; readonly grown: readonly string[] };
}

declare global {
  interface Window {
    __couplekitAdLayout?: Kit;
    __couplekitAdShifts?: ShiftLog;
  }
}

/** What the observer of layout shifts has written since the page began. */
export interface ShiftLog {
  value: number;
  readonly observer: PerformanceObserver;
  /** Heights of the slots when the document was parsed. */
  readonly heights: Map<Element, number>;
}
