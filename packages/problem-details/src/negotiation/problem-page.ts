import { markup } from '../pages/markup.js';
import { renderPage } from '../pages/page.js';
import { PAGE_HEADERS } from '../pages/page-style.js';
import type { PageWords } from '../pages/page-words.js';
import type { Language } from '../registry/problem-definition.js';
import type { Represented, ToldMembers } from './represent.js';

interface Speaking {
  readonly language: Language;
  readonly words: PageWords;
}

/** A problem for a person in a browser: what happened, and the id to quote. Extensions are for programs and stay out. */
export function problemPage(problem: ToldMembers, { language, words }: Speaking): Represented {
  const { type, title, detail, request_id: requestId } = problem;
  const body = markup`<main class="calm">
    <h1>${title}</h1>
    ${detail === undefined ? undefined : markup`<p class="lead">${detail}</p>`}
    ${/^https?:/i.test(type) ? markup`<p><a href="${type}">${words.moreAboutThis}</a></p>` : undefined}
    ${
      requestId === undefined
        ? undefined
        : markup`<dl>
            <dt>${words.requestId}</dt>
            <dd><code>${requestId}</code></dd>
            <dd class="muted">${words.quoteRequestId}</dd>
          </dl>`
    }
  </main>`;
  return {
    body: renderPage({ language, title, body }),
    contentType: 'text/html; charset=utf-8',
    headers: PAGE_HEADERS,
  };
}
