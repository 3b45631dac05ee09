import { chromium, type Browser } from 'playwright-core';
import { unpackChromium } from './unpack-chromium.js';

export { unpackChromium } from './unpack-chromium.js';

/** A headless Chromium from npm, with a browser's usual security, and without the look-ups that it makes for itself. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await unpackChromium(),
    chromiumSandbox: false,
    args: [
      '--headless=shell',
      '--no-zygote',
      '--disable-gpu',
      '--disable-quic',
      '--font-render-hinting=none',
    ],
  });
}
