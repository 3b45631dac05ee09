import { SCALES } from '@couplekit/couple-core';
import * as v from 'valibot';
import { REPORT_CONTENTS } from './report-content.js';

const text = v.strictObject({ ko: v.pipe(v.string(), v.trim(), v.nonEmpty()), en: v.pipe(v.string(), v.trim(), v.nonEmpty()) }); // prettier-ignore
const byScale = v.strictObject(v.entriesFromList(SCALES, text));

const schema = v.strictObject({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  title: text,
  subtitle: text,
  description: text,
  sections: v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^[a-z][a-z_]*$/)),
      heading: text,
      paragraphs: v.array(text),
      show: v.optional(v.picklist(REPORT_CONTENTS)),
      each: v.optional(text),
    }),
  ),
  footer: text,
  grades: v.strictObject({ green: text, amber: text, red: text }),
  prompts: byScale,
  closing_prompt: text,
  glossary: v.strictObject({
    terms: v.array(v.strictObject({ term: text, meaning: text })),
    scales: byScale,
  }),
});

/** Everything that the report says, in both languages, with `{variables}`. */
export type ReportTemplate = v.InferOutput<typeof schema>;
export type ReportTemplateSection = ReportTemplate['sections'][number];

/** The template is not what the report is made from. */
export class ReportTemplateError extends Error {
  override readonly name = 'ReportTemplateError';
}

/**
 * A template as it was parsed from YAML.
 * @throws {ReportTemplateError} naming the place that is wrong
 */
export function readReportTemplate(parsed: unknown): ReportTemplate {
  const { success, output, issues } = v.safeParse(schema, parsed);
  if (success) return output;
  const [{ message }] = issues;
  throw new ReportTemplateError(`${v.getDotPath(issues[0]) ?? 'The template'}: ${message}`);
}
