/** The part of Playwright's `Page` that the checker uses; nothing of this package imports Playwright. */
export interface BrowserPage {
  /** Sets the size of the window, in CSS pixels. */
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  /** Runs a script in every document, before its own. */
  addInitScript(script: { readonly content: string }): Promise<unknown>;
  /** Opens a page. */
  goto(
    url: string,
    options: { readonly waitUntil: 'load'; readonly timeout: number },
  ): Promise<{
    /** Of the answer. */
    status(): number;
  } | null>;
  /** Of an expression, given as text. */
  evaluate(expression: string): Promise<unknown>;
  readonly mouse: {
    /** To a place in the window, in CSS pixels. */
    move(x: number, y: number): Promise<void>;
  };
  /** Writes a picture of the page. */
  screenshot(options: { readonly path: string; readonly fullPage: true }): Promise<unknown>;
}
