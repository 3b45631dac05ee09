import { CONTENTS } from './report-contents.js';
import type { ReportContext } from './report-context.js';
import type { ReportTemplateSection } from './report-template.js';
import { fillText } from './fill-text.js';
import type { Report, ReportSection } from './report.js';
import { templateValues } from './template-variables.js';

/** Writes a report; the same context always gives the same one. */
export function writeReport(context: ReportContext): Report {
  const { template, language, source } = context;
  const values = templateValues(context);
  const say = (text: { readonly ko: string; readonly en: string }) => fillText(text[language], values);
  const section = (part: ReportTemplateSection): readonly ReportSection[] => {
    const shown = part.show ? CONTENTS[part.show].show(context, part) : {};
    if (part.show && Object.keys(shown).length === 0) return [];
    return [{ id: part.id, heading: say(part.heading), paragraphs: part.paragraphs.map(say), ...shown }];
  };
  return {
    templateVersion: template.version,
    language,
    title: say(template.title),
    subtitle: say(template.subtitle),
    description: say(template.description),
    sections: template.sections.flatMap(section),
    footer: say(template.footer),
    computedAt: source.result.generatedAt,
  };
}
