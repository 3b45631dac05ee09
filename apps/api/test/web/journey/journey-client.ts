import { SCALES, ITEMS, type Wording } from '@couplekit/couple-core';
import type { Answer, BrowserClient } from '../browser-client.js';

/** The answers of one page, 1..8, all with the same value. */
export function pageOf(number: number, value: number): Record<string, string> {
  const items = ITEMS.filter(({ scale }) => scale === SCALES[number - 1]);
  return Object.fromEntries(items.map(({ code }) => [code, String(value)]));
}

/** Starts as A; the session's id and A's own link. */
export async function start(browser: BrowserClient, nickname = '하나'): Promise<{ id: string; own: string }> {
  const answer = await browser.submit('/start', { nickname, email: '', consent: 'yes' });
  return { id: /href="\/s\/([0-9a-f-]{36})"/.exec(answer.text)?.[1] ?? '', own: linkIn(answer) };
}

/** Makes B's link. */
export async function partnerLink(browser: BrowserClient, id: string): Promise<string> {
  return linkIn(await browser.submit(`/s/${id}/invite`, { kind: 'partner' }));
}

/** Answers every page of a questionnaire. */
export async function answerAll(
  browser: BrowserClient,
  { id, wording }: { readonly id: string; readonly wording: Wording },
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [index] of SCALES.entries()) {
    answers.push(await browser.submit(`/s/${id}/answers/${wording}/${index + 1}`, pageOf(index + 1, 2)));
  }
  return answers;
}

/** The link that a page shows. */
export function linkIn({ text }: Answer): string {
  return /value="([^"]+#[\w-]{43})"/.exec(text)?.[1] ?? '';
}
