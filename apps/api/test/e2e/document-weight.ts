import type { CDPSession } from 'playwright-core';

/** What the document that a tab shows has cost. */
export interface DocumentWeight {
  /** Over the wire, everything but fonts, as the first visit loads it. */
  bytes(): number;
  /** `X-Robots-Tag` of the document. */
  robots(): string;
  /** Whether documents are loaded with an empty cache, as on a first visit, which is how they are weighed. */
  loadAs(visit: 'first' | 'later'): Promise<void>;
}

/** Weighs every document of a tab with an empty cache. */
export async function weighDocuments(devtools: CDPSession): Promise<DocumentWeight> {
  const fonts = new Set<string>();
  let bytes = 0;
  let robots = '';
  let frame: string | undefined;
  devtools.on('Network.requestWillBeSent', ({ type, frameId, redirectResponse }) => {
    if (type !== 'Document' || redirectResponse) return;
    frame ??= frameId;
    if (frameId === frame) [bytes, robots] = [0, ''];
  });
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Font') fonts.add(requestId);
    if (type === 'Document')
      robots =
        Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'x-robots-tag')?.[1] ?? '';
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!fonts.has(requestId)) bytes += encodedDataLength;
  });
  await devtools.send('Network.enable');
  const loadAs = async (visit: 'first' | 'later') => {
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: visit === 'first' });
  };
  await loadAs('first');
  return { bytes: () => bytes, robots: () => robots, loadAs };
}
