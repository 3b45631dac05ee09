import { adSlotStyles } from './ad-slot-styles.js';
import type { AdSlot } from './ad-slot.js';

/** How a slot becomes HTML. */
export interface RenderAdSlotOptions {
  /**
   * The page's CSP nonce: styles and the call that asks for the ad are then part of the HTML.
   * @default none: neither inline style nor script; serve `adSlotStyles` as a file, and call `adsbygoogle.push` from your own
   */
  readonly nonce?: string;
}

/** The HTML of a slot, for any template engine, unescaped; an empty string where there is none. */
export function renderAdSlot(slot: AdSlot | undefined, { nonce }: RenderAdSlotOptions = {}): string {
  if (!slot) return '';
  const id = escapeHtml(slot.id);
  const label = escapeHtml(slot.label);
  const { unit } = slot;
  const inline = nonce === undefined ? undefined : ` nonce="${escapeHtml(nonce)}"`;
  const style = inline ? `<style${inline}>${adSlotStyles([slot])}</style>` : '';
  const ins = unit
    ? `<ins class="adsbygoogle" data-ad-client="${escapeHtml(unit.client)}" data-ad-slot="${escapeHtml(unit.slot)}"></ins>`
    : '';
  const request =
    inline && unit ? `<script${inline}>(adsbygoogle=window.adsbygoogle||[]).push({})</script>` : '';
  return (
    `${style}<aside class="ad-frame" data-ad-frame="${id}" aria-label="${label}">` +
    `<p class="ad-label">${label}</p><div class="ad-unit ad-unit-${id}" data-ad-unit>${ins}</div>` +
    `</aside>${request}`
  );
}

function escapeHtml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
