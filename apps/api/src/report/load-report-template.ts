import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readReportTemplate, ReportTemplateError, type ReportTemplate } from './report-template.js';

/** Where the template and the layout of the PDF are; from `dist/report` or `src/report`. */
export const REPORT_FOLDER = join(import.meta.dirname, '..', '..', 'report');
const FILE = 'partner_report_template.yaml';

/**
 * The report's template, from its file.
 * @throws {ReportTemplateError} naming the file and the place in it that is wrong
 */
export function loadReportTemplate(): ReportTemplate {
  try {
    return readReportTemplate(parse(readFileSync(join(REPORT_FOLDER, FILE), 'utf8')));
  } catch (cause) {
    throw new ReportTemplateError(`${FILE}: ${(cause as Error).message}`, { cause });
  }
}
