import type { ReportSource } from '@couplekit/couple-core';
import { hasStrayBrace, variablesOf } from './fill-text.js';
import { CONTENTS } from './report-contents.js';
import { fieldsOf, REPORT_FIELDS } from './report-fields.js';
import type { ReportTemplate } from './report-template.js';
import { ITEM_VARIABLES, TEMPLATE_VARIABLES } from './template-variables.js';

/** Something in which template and result do not fit, in one sentence. */
export type SyncFinding = string;

/** Compares what the template asks for with what a result has. Empty when they fit. */
export function checkReportSync(template: ReportTemplate, source: ReportSource): readonly SyncFinding[] {
  const texts = textsOf(template);
  const there = new Set(fieldsOf(source));
  const used = new Set<string>([...texts.flatMap(fieldsInText), ...contentsOf(template).flatMap(({ fields }) => fields)]); // prettier-ignore
  return [
    ...texts.flatMap(textFindings),
    ...template.sections.flatMap(eachFindings),
    ...[...used].filter((field) => field !== 'template' && !there.has(field)).map((field) => `The report tells ${field}, which the result does not have.`), // prettier-ignore
    ...marked().filter((field) => !there.has(field) && !used.has(field)).map((field) => `${field} is marked for the report, and the result does not have it.`), // prettier-ignore
    ...marked().filter((field) => !used.has(field)).map((field) => `${field} is marked for the report, and the template does not use it.`), // prettier-ignore
    ...[...there].filter((field) => !Object.hasOwn(REPORT_FIELDS, field)).map((field) => `The result has ${field}, and nothing says whether it belongs into the report.`), // prettier-ignore
  ];
}

/** One text of the template in its two languages, and the variables that it may have. */
interface PlacedText {
  readonly place: string;
  readonly ko: string;
  readonly en: string;
  readonly allowed: ReadonlySet<string>;
}

const GENERAL = new Set(Object.keys(TEMPLATE_VARIABLES));
const OF_ITEMS = new Set([...GENERAL, ...Object.keys(ITEM_VARIABLES)]);
const NONE: ReadonlySet<string> = new Set();

function textsOf(template: ReportTemplate): readonly PlacedText[] {
  const { title, subtitle, description, footer, sections, version: _, ...plain } = template;
  return [
    ...below('', { title, subtitle, description, footer }, GENERAL),
    ...sections.flatMap(({ id, heading, paragraphs, each }) => [
      ...below(`sections.${id}.`, { heading, ...paragraphs }, GENERAL),
      ...(each ? below(`sections.${id}.`, { each }, OF_ITEMS) : []),
    ]),
    // What is put in as a value is not filled in itself.
    ...below('', plain, NONE),
  ];
}

function below(prefix: string, parts: object, allowed: ReadonlySet<string>): readonly PlacedText[] {
  return Object.entries(parts).flatMap(([key, part]: [string, object]) => {
    const place = `${prefix}${key}`;
    return isText(part) ? [{ place, ...part, allowed }] : below(`${place}.`, part, allowed);
  });
}

function isText(part: object): part is { readonly ko: string; readonly en: string } {
  return 'ko' in part && typeof part.ko === 'string';
}

function textFindings({ place, ko, en, allowed }: PlacedText): readonly SyncFinding[] {
  const [inKo, inEn] = [variablesOf(ko), variablesOf(en)];
  const all = [...new Set([...inKo, ...inEn])];
  return [
    ...all.filter((name) => !allowed.has(name)).map((name) => `${place} uses {${name}}, which nothing in the result fills.`), // prettier-ignore
    ...all.filter((name) => !inKo.includes(name) || !inEn.includes(name)).map((name) => `${place} uses {${name}} in one language only.`), // prettier-ignore
    ...([ko, en].some(hasStrayBrace) ? [`${place} has a brace that belongs to no variable.`] : []),
  ];
}

function eachFindings({ id, show, each }: ReportTemplate['sections'][number]): readonly SyncFinding[] {
  if (show === 'top_items') return each ? unusedItemVariables(id, each) : [`sections.${id} needs each.`];
  return each ? [`sections.${id}.each words entries of top_items only.`] : [];
}

function unusedItemVariables(id: string, { ko }: { readonly ko: string }): readonly SyncFinding[] {
  const used = variablesOf(ko);
  return Object.keys(ITEM_VARIABLES).filter((name) => !used.includes(name)).map((name) => `sections.${id}.each does not use {${name}}.`); // prettier-ignore
}

const fieldsInText = ({ ko, en }: PlacedText) =>
  [...variablesOf(ko), ...variablesOf(en)].flatMap((name) => TEMPLATE_VARIABLES[name]?.field ?? []);

const contentsOf = ({ sections }: ReportTemplate) =>
  sections.flatMap(({ show }) => (show ? [CONTENTS[show]] : []));

const marked = () => Object.entries(REPORT_FIELDS).flatMap(([field, use]) => (use === true ? [field] : []));
