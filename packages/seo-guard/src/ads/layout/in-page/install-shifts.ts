/// <reference lib="dom" />
import type { Kit, KitOptions } from './kit.js';

/** Runs before the page: adds layout shifts up from the beginning, and opens shadow roots to the kit. */
export function observeShifts({ slotSelector }: KitOptions): void {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return attach.call(this, { ...init, mode: 'open' });
  };
  const add = (entries: PerformanceEntryList) => {
    for (const entry of entries as unknown as { value: number; hadRecentInput: boolean }[])
      if (!entry.hadRecentInput) log.value += entry.value;
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  const log = { value: 0, observer, heights: new Map<Element, number>() };
  observer.observe({ type: 'layout-shift', buffered: true });
  window.__couplekitAdShifts = log;
  document.addEventListener('DOMContentLoaded', () => {
    for (const unit of document.querySelectorAll(slotSelector))
      log.heights.set(unit, unit.getBoundingClientRect().height);
  });
}

/** Measures how far things move when an ad comes. */
export function installShifts(kit: Kit): void {
  const sum = (): number => {
    const log = window.__couplekitAdShifts;
    if (!log) return 0;
    for (const entry of log.observer.takeRecords() as unknown as { value: number; hadRecentInput: boolean }[])
      if (!entry.hadRecentInput) log.value += entry.value;
    return log.value;
  };

  kit.loading = () => ({
    value: sum(),
    grown: kit
      .slots()
      .map(({ unit }) => unit)
      .filter((unit) => {
        const first = window.__couplekitAdShifts?.heights.get(unit);
        return first !== undefined && Math.abs(unit.getBoundingClientRect().height - first) > 0.5;
      })
      .map(kit.selectorOf),
  });
  kit.fill = async (index, defaultHeight) => {
    const slot = kit.slots()[index];
    if (!slot) return null;
    const { unit } = slot;
    const place = unit.querySelector('ins') ?? unit;
    if (!kit.slotBox(slot, new Set()).empty) return null;
    kit.scrollTo(index, 'center');
    await kit.settle();
    const before = sum();
    const height =
      Number.parseFloat(getComputedStyle(place).getPropertyValue('--ad-height')) || defaultHeight;
    const ad = document.createElement('div');
    ad.style.display = 'block';
    ad.style.height = `${height}px`;
    place.append(ad);
    await kit.settle();
    const value = sum() - before;
    ad.remove();
    await kit.settle();
    return { value, height };
  };
}
