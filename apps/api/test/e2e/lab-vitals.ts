/// <reference lib="dom" />
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Of one document, so far. */
export interface LabVitals {
  /** Largest Contentful Paint, ms. @see https://web.dev/articles/lcp */
  readonly lcp: number;
  /** Cumulative Layout Shift: the sum of all shifts, which is never less than the worst session of them. */
  readonly cls: number;
  /** The longest interaction, ms; 0 without any. @see https://web.dev/articles/inp */
  readonly inp: number;
}

/** Has every document that the tab opens measure itself; `labVitals()` in it tells. */
export async function watchVitals(tab: Page): Promise<void> {
  await tab.addInitScript(() => {
    const seen = { lcp: 0, cls: 0, inp: 0 };
    const watch = (type: string, take: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
        type,
        buffered: true,
        durationThreshold: 16,
      } as PerformanceObserverInit);
    watch('largest-contentful-paint', ({ startTime }) => (seen.lcp = startTime));
    watch('layout-shift', (entry) => {
      const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
      if (!hadRecentInput) seen.cls += value;
    });
    watch('event', (entry) => {
      const { interactionId, duration } = entry as unknown as { interactionId: number; duration: number };
      if (interactionId) seen.inp = Math.max(seen.inp, duration);
    });
    Object.assign(globalThis, { labVitals: () => ({ ...seen }) });
  });
}

/** Writes the vitals of a page to `NAME.json`. */
export async function keepVitals(
  folder: string,
  { name, ...vitals }: LabVitals & { readonly name: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(vitals)}\n`);
}
