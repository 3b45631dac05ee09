import { SCALES, computeOutputs, ITEMS, type CompleteAnswers } from '@couplekit/couple-core';
import { describe, expect, it } from 'vitest';
import { deltaHeatmapPicture } from './delta-heatmap.js';
import { heatStep } from './heat-cells.js';
import type { PictureInput } from './picture.js';
import { radarPicture } from './radar.js';
import { onAxis } from './radar-grid.js';

const answers = (value: number) => Object.fromEntries(ITEMS.map(({ code, max }) => [code, (value * max) / 4])) as CompleteAnswers; // prettier-ignore
const outputs = computeOutputs({ a_self: answers(0), a_guess: answers(1), b_self: answers(3), b_guess: answers(4) }); // prettier-ignore
const input = (change: Partial<PictureInput> = {}): PictureInput => ({
  names: { A: '하나', B: '두리' },
  outputs,
  language: 'ko',
  ...change,
});
const all = (svg: string, pattern: RegExp) => Array.from(svg.matchAll(pattern), ([, found]) => found);

describe.each([
  ['radar', radarPicture],
  ['delta-heatmap', deltaHeatmapPicture],
] as const)('the picture %s', (kind, draw) => {
  it.each(['ko', 'en'] as const)('is an image with a title and a description, in %s', (language) => {
    const { svg, title, description } = draw(input({ language }));
    expect(svg).toMatch(new RegExp(`^<svg [^>]*role="img" aria-labelledby="${kind}-title ${kind}-desc" lang="${language}"`)); // prettier-ignore
    expect(svg).toContain(`<title id="${kind}-title">${title}</title>`);
    expect(svg).toContain(`<desc id="${kind}-desc">${description}</desc>`);
  });

  it('has ids of the page’s choice', () => {
    expect(all(draw(input({ id: 'mine' })).svg, / id="([^"]*)"/g)).toEqual(['mine-title', 'mine-desc']);
  });

  it('has nothing that a strict Content-Security-Policy refuses, and nothing from elsewhere', () => {
    expect(draw(input()).svg).not.toMatch(/ style=|<style|<script|<foreignObject| on\w+=|href|url\(/);
  });

  it('escapes names, and shows no more of them than fits', () => {
    const name = '"><script>alert(1)</script>'.padEnd(40, 'x');
    const { svg } = draw(input({ names: { A: name, B: '두리' } }));
    expect(svg).not.toContain('<script');
    expect(svg.split('</desc>')[1]).not.toContain('xxx');
    expect(svg).toContain('&quot;&gt;&lt;scrip');
  });

  it('has the same numbers in a table', () => {
    const { table } = draw(input());
    expect(table.rows.map(([scale]) => scale)).toHaveLength(SCALES.length);
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });
});

describe('the radar', () => {
  const { svg, table } = radarPicture(input());

  it('tells four series apart without colour', () => {
    const groups = all(svg, /<g class="(picture-[ab] picture-(?:self|guess))"/g);
    expect(new Set(groups)).toHaveLength(4);
    const about = (role: string, kind: string) => svg.split(`<g class="picture-${role} picture-${kind}"`)[1]?.split('</g>')[0] ?? ''; // prettier-ignore
    expect(about('a', 'self')).toMatch(/^(?!.*stroke-dasharray="5 4").*<circle/);
    expect(about('a', 'guess')).toMatch(/^ [^>]*stroke-dasharray="5 4".*<circle [^>]*class="picture-hollow"/);
    expect(about('b', 'self')).toMatch(/^(?!.*stroke-dasharray="5 4").*<rect/);
    expect(about('b', 'guess')).toMatch(/^ [^>]*stroke-dasharray="5 4".*<rect [^>]*class="picture-hollow"/);
  });

  it('puts beside each person what the other guessed', () => {
    expect(table.columns).toEqual(['영역', '하나의 답', '두리의 짐작', '두리의 답', '하나의 짐작']);
    const { a_self, b_guess, b_self, a_guess } = outputs.scales.EA;
    expect(table.rows[1]).toEqual(['감정 알아차림', ...[a_self, b_guess, b_self, a_guess].map((mean) => mean.toFixed(1))]); // prettier-ignore
  });

  it('begins at the top and goes round like a clock', () => {
    const [top, right, bottom] = [onAxis(0, 4), onAxis(2, 4), onAxis(4, 4)];
    expect(top.x).toBeCloseTo(bottom.x);
    expect(top.y).toBeLessThan(right.y);
    expect(right.y).toBeLessThan(bottom.y);
    expect(right.x).toBeGreaterThan(top.x);
    expect(onAxis(2, 0)).toEqual(onAxis(5, 0));
  });
});

describe('the delta heatmap', () => {
  it('has a column for each partner’s guess, with the number in every cell', () => {
    const { table, svg } = deltaHeatmapPicture(input());
    expect(table.columns).toEqual(['영역', '하나의 짐작 ↔ 두리의 답', '두리의 짐작 ↔ 하나의 답']);
    const { a, b } = outputs.deltas.scales.SF;
    expect(table.rows.at(-1)).toEqual(['함께 그리는 미래', a.toFixed(1), b.toFixed(1)]);
    const cells = all(svg, /<text class="picture-heat-text"[^>]*>([\d.]+)</g);
    expect(cells).toEqual(SCALES.flatMap((scale) => Object.values(outputs.deltas.scales[scale]).map((delta) => delta.toFixed(1)))); // prettier-ignore
  });

  it.each([
    [0, 0],
    [0.39, 0],
    [0.4, 1],
    [0.8, 2],
    [1.2, 3],
    [1.59, 3],
    [1.6, 4],
    [4, 4],
  ])('shades %d points with step %d', (value, step) => expect(heatStep(value)).toBe(step));
});
