import { markup, type Html } from '../pages/markup.js';
import { renderPage } from '../pages/page.js';
import type { PageWords } from '../pages/page-words.js';
import type { Language } from '../registry/problem-definition.js';
import type { DescribedMember, DescribedProblem } from './describe-problem.js';

/** What pages have in common. */
export interface DocsFrame {
  readonly language: Language;
  readonly words: PageWords;
  /** The languages there are, and where this page is in each. */
  readonly languages: readonly { readonly language: Language; readonly href: string }[];
  /** Absolute URI of the page, whatever language it was asked for in. */
  readonly canonical: string;
  readonly hrefOfList: string;
  hrefOf(problem: DescribedProblem): string;
}

/** The list of all problems as a page. */
export function listPage(problems: readonly DescribedProblem[], frame: DocsFrame): string {
  const { words } = frame;
  const items = problems.map(
    (problem) =>
      markup`<li>
        <h2>
          <a href="${frame.hrefOf(problem)}">${problem.title}</a> <span class="muted">${problem.status}</span>
        </h2>
        <p>${problem.deprecated ? words.noLongerUsed : problem.description}</p>
      </li>`,
  );
  const list =
    items.length > 0
      ? markup`<ul class="problems">
          ${items}
        </ul>`
      : markup`<p>${words.noProblems}</p>`;
  const main = markup`<h1>${words.problems}</h1>
    <p class="lead">${words.problemsLead}</p>
    ${list}`;
  return docsPage(words.problems, main, frame);
}

/** One problem as a page: first what a person wants to know, then what a program needs. */
export function singlePage(problem: DescribedProblem, frame: DocsFrame): string {
  const { words } = frame;
  const main = markup`<h1>${problem.title}</h1>
    ${problem.deprecated ? markup`<p class="note">${words.noLongerUsed}</p>` : undefined}
    <h2>${words.whatHappened}</h2>
    <p>${problem.description}</p>
    <h2>${words.whatYouCanDo}</h2>
    <p>${problem.solution}</p>
    <h2 id="facts">${words.technicalFacts}</h2>
    <table aria-labelledby="facts">
      <tr>
        <th scope="row">${words.type}</th>
        <td><code>${problem.type}</code></td>
      </tr>
      <tr>
        <th scope="row">${words.status}</th>
        <td>${problem.status}</td>
      </tr>
    </table>
    ${problem.members.length > 0 ? memberTable(problem.members, words) : undefined}
    <h3 id="example">${words.example}</h3>
    <pre tabindex="0" role="region" aria-labelledby="example"><code>${JSON.stringify(problem.example, undefined, 2)}</code></pre>`;
  return docsPage(problem.title, main, { ...frame, back: true });
}

function memberTable(members: readonly DescribedMember[], words: PageWords): Html {
  const rows = members.map(
    ({ name, schema, required, description }) =>
      markup`<tr>
        <td>
          <code>${name}</code>${required ? undefined : markup`<br><span class="muted">(${words.sometimes})</span>`}
        </td>
        <td><code>${typeName(schema)}</code></td>
        <td>${description}</td>
      </tr>`,
  );
  return markup`<h3 id="members">${words.members}</h3>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="members">
      <table aria-labelledby="members">
        <thead>
          <tr>
            <th scope="col">${words.memberName}</th>
            <th scope="col">${words.memberValue}</th>
            <th scope="col">${words.memberMeaning}</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

/** A schema in a word: `integer`, `string[]`, `"a" | "b"`. */
function typeName(schema: unknown): string {
  const { type, items, enum: values, const: value } = (schema ?? {}) as Record<string, unknown>;
  if (Array.isArray(values)) return values.map((item) => JSON.stringify(item)).join(' | ');
  if (value !== undefined) return JSON.stringify(value);
  if (type === 'array') return `${items === undefined ? '' : typeName(items)}[]`;
  return [type].flat().filter(Boolean).join(' | ') || 'any';
}

function docsPage(title: string, main: Html, frame: DocsFrame & { readonly back?: boolean }): string {
  const { language, words, languages, canonical } = frame;
  const alternates = languages.map(
    (other) => markup`<link rel="alternate" hreflang="${other.language}" href="${other.href}">`,
  );
  const body = markup`<header>
      ${frame.back ? markup`<nav><a href="${frame.hrefOfList}">${words.allProblems}</a></nav>` : undefined}
      ${languages.length > 1 ? languageSwitch(frame) : undefined}
    </header>
    <main>${main}</main>`;
  return renderPage({
    language,
    title,
    head: markup`<link rel="canonical" href="${canonical}">
        ${alternates}`,
    body,
  });
}

function languageSwitch({ language, words, languages }: DocsFrame): Html {
  const items = languages.map((other) => {
    const current = other.language === language ? markup` aria-current="true"` : undefined;
    return markup`<li>
      <a href="${other.href}" lang="${other.language}" hreflang="${other.language}"${current}>${nameOf(other.language)}</a>
    </li>`;
  });
  return markup`<nav aria-label="${words.language}">
    <ul>
      ${items}
    </ul>
  </nav>`;
}

/** A language in itself: `한국어`. */
function nameOf(language: Language): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
}
