import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reportVitals } from './report-vitals.js';

/** Where the script finds things. */
export interface VitalsBeaconOptions {
  /** Address of the web-vitals library as an ES module, relative to the script. @default './web-vitals.js' */
  readonly library?: string;
}

/**
 * The script for pages, an ES module; `WebVitalsModule` serves it at `/vitals/beacon.js`. It reports to the path above its own,
 * and reads page and build from the element that {@link vitalsTag} writes.
 */
export function vitalsBeacon({ library = './web-vitals.js' }: VitalsBeaconOptions = {}): string {
  return `import * as webVitals from ${JSON.stringify(library)};
const { page, build } = document.querySelector('script[data-vitals]')?.dataset ?? {};
const endpoint = new URL('.', import.meta.url).pathname.slice(0, -1);
(${reportVitals.toString()})(webVitals, { endpoint, page, build });
`;
}

/** The web-vitals library as an ES module. */
export function readWebVitals(): string {
  return readFileSync(fileURLToPath(import.meta.resolve('web-vitals')), 'utf8').replace(SOURCE_MAP, '');
}

/** It names a file that is not served. */
const SOURCE_MAP = /^\/\/# sourceMappingURL=.*$/m;
