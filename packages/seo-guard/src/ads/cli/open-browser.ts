import type { BrowserPage } from '../layout/browser-page.js';
import type { LocalizedSentence } from '../localized-sentence.js';

/** Something that a person can put right, in one sentence. */
export class CannotCheckError extends Error {
  override readonly name = 'CannotCheckError';

  constructor(
    readonly text: LocalizedSentence,
    options?: ErrorOptions,
  ) {
    super(text.en, options);
  }
}

/** A page of a browser of its own. */
export interface OpenedBrowser extends AsyncDisposable {
  readonly page: BrowserPage;
}

/**
 * Starts Chromium through playwright-core, which the application installs.
 * @param executablePath @default the browser that Playwright has installed
 * @throws {CannotCheckError} when one of the two is missing
 */
export async function openBrowser(executablePath: string | undefined): Promise<OpenedBrowser> {
  const { chromium } = await import('playwright-core').catch((cause: unknown) => {
    throw new CannotCheckError(
      {
        en: 'playwright-core is missing; add it to your project: npm install --save-dev playwright-core',
        ko: 'playwright-core가 없습니다. 프로젝트에 추가하세요: npm install --save-dev playwright-core',
      },
      { cause },
    );
  });
  try {
    const args = ['--disable-gpu'];
    const browser = await chromium.launch({ args, ...(executablePath !== undefined && { executablePath }) });
    return { page: await browser.newPage(), [Symbol.asyncDispose]: () => browser.close() };
  } catch (cause) {
    throw new CannotCheckError(
      {
        en: 'Chromium does not start; name one with --browser, or install it: npx playwright install chromium',
        ko: 'Chromium을 시작할 수 없습니다. --browser로 지정하거나 설치하세요: npx playwright install chromium',
      },
      { cause },
    );
  }
}
