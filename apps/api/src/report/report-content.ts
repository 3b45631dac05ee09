/** What a section can show beside its paragraphs. */
export const REPORT_CONTENTS = [
  'flags',
  'radar',
  'delta_heatmap',
  'top_items',
  'insights',
  'prompts',
  'glossary',
] as const;
export type ReportContent = (typeof REPORT_CONTENTS)[number];
