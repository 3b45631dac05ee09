/** The part of Playwright's `Page` that the checker uses; nothing of this package imports Playwright. */
export interface BrowserPage {
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  addInitScript(script: { readonly content: string }): Promise<unknown>;
  goto(
    url: string,
    options: { readonly waitUntil: 'load'; readonly timeout: number },
  ): Promise<{ status(): number } | null>;
  /** Of an expression, given as text. */
  evaluate(expression: string): Promise<unknown>;
  readonly mouse: { move(x: number, y: number): Promise<void> };
  screenshot(options: { readonly path: string; readonly fullPage: true }): Promise<unknown>;
}
