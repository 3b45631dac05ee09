import type { AdapterName } from '@couplekit/testkit';
import { launchChromium } from '@couplekit/testkit/chromium';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { runApi, type RunningApi } from '../running-api.js';
import { Visitor } from './visitor.js';

/** The service, and people who come to it with browsers of their own, for all tests of a file. */
export interface VisitedSite {
  /** Only inside of tests, as is `visit`. */
  readonly api: RunningApi;
  readonly visit: (options?: BrowserContextOptions) => Promise<Visitor>;
}

/** Starts both before the tests of a file, and stops them after. */
export function visitedSite(adapter: AdapterName): VisitedSite {
  let started: { readonly api: RunningApi; readonly browser: Browser } | undefined;
  const running = () => {
    if (!started) throw new Error('The site runs only while there are tests.');
    return started;
  };
  beforeAll(async () => {
    const env = { PUBLIC_BASE_URL: 'http://127.0.0.1' };
    const [api, browser] = await Promise.all([runApi(adapter, { env }), launchChromium()]);
    started = { api, browser };
  });
  afterAll(async () => {
    await started?.browser.close();
    await started?.api[Symbol.asyncDispose]();
  });
  return {
    get api() {
      return running().api;
    },
    visit: (options) => Visitor.at(running().api.url, running().browser, options),
  };
}
