import type { Report } from '../report.js';
import { FONT_FAMILIES } from './report-fonts.js';

/** A report as `partner_report.typ` reads it. It is data there, and never evaluated: a name that looks like Typst is a name. */
export function pdfDocument({ computedAt, ...report }: Report): string {
  return JSON.stringify({
    ...report,
    fonts: FONT_FAMILIES,
    // Typst has dates without a time zone; this is UTC.
    computed_at: [
      computedAt.getUTCFullYear(),
      computedAt.getUTCMonth() + 1,
      computedAt.getUTCDate(),
      computedAt.getUTCHours(),
      computedAt.getUTCMinutes(),
      computedAt.getUTCSeconds(),
    ],
  });
}
