import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { continuePage, invitePage, raterPage } from '../../src/web/entry/entry.page.js';
import { guessPage, selfPage } from '../../src/web/journey/answers/answers.page.js';
import { invitingPage, newLinkPage } from '../../src/web/journey/inviting/invite.page.js';
import { closedInvitePage, joinPage } from '../../src/web/journey/joining/join.page.js';
import { overviewPage } from '../../src/web/journey/overview/overview.page.js';
import { ownLinkPage } from '../../src/web/journey/start/own-link.page.js';
import { startPage } from '../../src/web/journey/start/start.page.js';
import { landingPage } from '../../src/web/landing/landing.page.js';
import type { Page } from '../../src/web/pages/page-definition.js';
import { ratingClosedPage, ratingPage, ratingThanksPage } from '../../src/web/rating/rating.page.js';
import { lockedResultPage, resultPage } from '../../src/web/result/result.page.js';
import { waitingPage } from '../../src/web/waiting/waiting.page.js';
import { newSharePage, sharesPage } from '../../src/web/share/owner/shares.page.js';
import { sharePage } from '../../src/web/share/public/share.page.js';
import { siteTexts } from '../../src/web/pages/site-texts.js';

/** Every page; a file `*.page.ts` that is not here fails the last test. */
const PAGES: Readonly<Record<string, readonly Page[]>> = {
  'landing/landing.page.ts': [landingPage],
  'entry/entry.page.ts': [invitePage, raterPage, continuePage],
  'journey/answers/answers.page.ts': [selfPage, guessPage],
  'journey/inviting/invite.page.ts': [invitingPage, newLinkPage],
  'journey/joining/join.page.ts': [joinPage, closedInvitePage],
  'journey/overview/overview.page.ts': [overviewPage],
  'journey/start/own-link.page.ts': [ownLinkPage],
  'journey/start/start.page.ts': [startPage],
  'rating/rating.page.ts': [ratingPage, ratingClosedPage, ratingThanksPage],
  'result/result.page.ts': [resultPage, lockedResultPage],
  'waiting/waiting.page.ts': [waitingPage],
  'share/owner/shares.page.ts': [sharesPage, newSharePage],
  'share/public/share.page.ts': [sharePage],
};

const all = [
  ...Object.values(PAGES)
    .flat()
    .map(({ view, texts }) => [`${view}: ${texts.en.title}`, texts] as const),
  ['every page', siteTexts] as const,
];

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe.each(all)('words of %s', (_, { ko, en }) => {
  it('are there in both languages, with the same gaps to fill', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(ko).toSorted());
    for (const [key, text] of Object.entries(ko)) {
      const other = Object.entries(en).find(([name]) => name === key)?.[1] ?? '';
      expect([text.trim(), other.trim()], key).not.toContain('');
      expect(placeholders(text), key).toEqual(placeholders(other));
    }
  });

  it('are Korean where they are to be Korean, and English where English', () => {
    for (const [key, text] of Object.entries(en)) {
      if (key !== 'otherLanguage') expect(text, key).not.toMatch(/\p{Script=Hangul}/u);
    }
    for (const [key, text] of Object.entries(ko)) {
      if (!key.startsWith('otherLanguage')) expect(text, key).toMatch(/\p{Script=Hangul}/u);
    }
  });
});

it('are checked for every page', async () => {
  const folder = join(import.meta.dirname, '..', '..', 'src', 'web');
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.page.ts'));
  expect(files.toSorted()).toEqual(Object.keys(PAGES).toSorted());
});
