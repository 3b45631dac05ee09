import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Markup } from './markup.js';
import { Templates } from './templates.js';

const folders: string[] = [];

function templates(views: Readonly<Record<string, string>>): Templates {
  const folder = mkdtempSync(join(tmpdir(), 'views-'));
  folders.push(folder);
  for (const [name, source] of Object.entries(views)) writeFileSync(join(folder, `${name}.liquid`), source);
  return new Templates(folder);
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

it('escapes what is printed, filtered and filled in, but not markup of our own', () => {
  const views = templates({ v: `{{ x }} {{ x | upcase }} {{ 'a {b}' | fill: b: x }} {{ svg }} {{ none }}` });
  expect(views.render('v', { x: `<b>"&'`, svg: new Markup('<svg/>'), none: null }, {})).toBe(
    '&lt;b&gt;&quot;&amp;&#39; &lt;B&gt;&quot;&amp;&#39; a &lt;b&gt;&quot;&amp;&#39; <svg/> ',
  );
});

it('fills a text in once: a value with a gap in it stays as it is', () => {
  const views = templates({ v: `{{ '{a} {b} {c}' | fill: a: a, b: 2 }}` });
  expect(views.render('v', { a: '{b}' }, {})).toBe('{b} 2 {c}');
});

it('refuses a view that prints something raw', () => {
  expect(() => templates({ v: '{{ x | raw }}' })).toThrow('v.liquid prints something raw');
});

it('refuses a view with a mistake when it is read', () => {
  expect(() => templates({ v: '{% if x %}' })).toThrow('v.liquid');
});

it.each([
  ['{{ missing }}', 'missing'],
  ['{{ x | missing }}', 'missing'],
  ["{% render 'missing' %}", 'missing'],
  ["{% render '../../package.json' %}", 'package.json'],
  ['{{ x }}', 'prints an object'],
  ['{{ x.constructor }}', 'constructor'],
])('fails for %s', (source, message) => {
  expect(() => templates({ v: source }).render('v', { x: {} }, {})).toThrow(message);
});

it('does not know a view that is not there', () => {
  expect(() => templates({ v: '' }).render('w', {}, {})).toThrow('no view "w"');
});

it('gives components what is global, and nothing of the view', () => {
  const views = templates({
    v: "{% render 'c', own: 1 %}",
    c: '{{ own }}{{ page.x }}{% if model %}!{% endif %}',
  });
  expect(views.render('v', { model: true }, { page: { x: 2 } })).toBe('12');
});
