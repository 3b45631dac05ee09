import { createHash } from 'node:crypto';

/** The style of every page: no font, image or script is loaded; dark where the reader prefers dark. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fbfaf8, #17181b);
  --surface: light-dark(#ffffff, #1f2125);
  --text: light-dark(#22242a, #e8e6e3);
  --muted: light-dark(#5c5f69, #a5a8b1);
  --line: light-dark(#e3e0da, #33363d);
  --accent: light-dark(#2f5d8a, #8fb8e0);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.65 system-ui, -apple-system, 'Segoe UI', 'Apple SD Gothic Neo', 'Noto Sans KR', 'Malgun Gothic', sans-serif;
  word-break: keep-all;
  overflow-wrap: anywhere;
}
header, main { max-width: 44rem; margin-inline: auto; padding-inline: 1.25rem; }
header {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0.25rem 1.5rem;
  padding-block: 1rem;
  font-size: 0.9375rem;
}
header ul { display: flex; flex-wrap: wrap; gap: 1rem; margin: 0; padding: 0; list-style: none; }
header nav:last-child { margin-inline-start: auto; }
main { padding-block: clamp(1.5rem, 6vw, 4rem) 4rem; }
main.calm { max-width: 34rem; padding-block-start: clamp(3rem, 16vh, 9rem); }
h1 { margin: 0 0 1rem; font-size: clamp(1.625rem, 1.3rem + 1.6vw, 2.25rem); line-height: 1.3; text-wrap: balance; }
h2 { margin: 2.25rem 0 0.5rem; font-size: 1.125rem; line-height: 1.4; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1rem; }
p { margin: 0 0 0.75rem; text-wrap: pretty; }
.lead { font-size: 1.0625rem; }
.muted { color: var(--muted); font-size: 0.9375rem; }
.note { padding: 0.625rem 0.875rem; border-inline-start: 3px solid var(--accent); background: var(--surface); }
a { color: var(--accent); text-underline-offset: 0.2em; padding-block: 0.25rem; }
a:focus-visible, pre:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
a[aria-current] { color: var(--text); text-decoration: none; font-weight: 600; }
.problems { margin: 2rem 0 0; padding: 0; list-style: none; border-block-start: 1px solid var(--line); }
.problems li { padding-block: 1rem; border-block-end: 1px solid var(--line); }
.problems h2 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125rem 0.75rem; margin: 0 0 0.25rem; }
.problems p { margin: 0; }
.scroll { overflow-x: auto; overflow-wrap: break-word; }
.scroll td:first-child code { white-space: nowrap; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
th, td { padding: 0.625rem 1rem 0.625rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
th { font-weight: 600; }
th[scope='row'] { width: 9rem; }
thead th { color: var(--muted); font-weight: 500; white-space: nowrap; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK KR', monospace; font-size: 0.875em; }
pre {
  margin: 0;
  padding: 1rem;
  overflow-x: auto;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  background: var(--surface);
  font-size: 0.875rem;
  line-height: 1.55;
  word-break: normal;
  overflow-wrap: normal;
}
dl { margin: 2rem 0 0; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--surface); }
dt { color: var(--muted); font-size: 0.9375rem; }
dd { margin: 0 0 0.5rem; }
dl p { margin: 0; }
@media (max-width: 30rem) {
  th[scope='row'] { width: 6.5rem; }
}
@media print {
  header { display: none; }
}
`;

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** Headers of every page: it runs no script, loads nothing, goes into no frame, and is what it says it is. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
};
