/// <reference lib="dom" />
import type { CheckedLayout } from './ad-layout-report.js';
import type { BrowserPage } from './browser-page.js';
import type { Rectangle } from './rectangle.js';

interface Drawn {
  readonly rect: Rectangle;
  readonly color: string;
  readonly label: string;
}

/** Draws slots blue, and what findings are about red, onto the page as it was at rest. */
export async function drawBoxes(page: BrowserPage, { layout, findings }: CheckedLayout): Promise<void> {
  const boxes: readonly Drawn[] = [
    ...layout.states[0].slots.map(({ rect, selector }) => ({ rect, color: '#0b57d0', label: selector })),
    ...findings.flatMap(({ other, slot, rule, severity }) => ({
      rect: (other ?? slot).rect,
      color: severity === 'error' ? '#b3261e' : '#b06000',
      label: rule,
    })),
  ];
  await page.evaluate(`(${draw.toString()})(${JSON.stringify(merged(boxes))})`);
}

/** What is said about one box is said in one line. */
function merged(boxes: readonly Drawn[]): readonly Drawn[] {
  const byRect = Map.groupBy(boxes, ({ rect: { x, y, width, height } }) => [x, y, width, height].join(' '));
  return [...byRect.values()].flatMap((same) => {
    const last = same.at(-1);
    return last ? [{ ...last, label: [...new Set(same.map(({ label }) => label))].join(', ') }] : [];
  });
}

/** Runs in the page. */
function draw(boxes: readonly Drawn[]): void {
  window.scrollTo({ top: 0, behavior: 'instant' });
  const layer = document.createElement('div');
  layer.style.cssText = 'position:absolute;inset:0;z-index:2147483647;pointer-events:none';
  for (const { rect, color, label } of boxes) {
    const box = document.createElement('div');
    box.style.cssText = `position:absolute;box-sizing:border-box;border:2px solid ${color};font:11px/14px monospace;color:#fff`;
    box.style.left = `${rect.x}px`;
    box.style.top = `${rect.y}px`;
    box.style.width = `${rect.width}px`;
    box.style.height = `${Math.max(rect.height, 4)}px`;
    const name = document.createElement('span');
    name.textContent = label;
    name.style.cssText = `background:${color};padding:0 3px;white-space:nowrap`;
    box.append(name);
    layer.append(box);
  }
  document.documentElement.append(layer);
}
