import { SCALE_NAMES, type TopDeltaItem } from '@couplekit/couple-core';
import { points } from '../pictures/picture.js';
import type { Values } from './fill-text.js';
import type { ReportContext } from './report-context.js';
import type { ResultField } from './report-fields.js';

/** Where the value of a variable comes from. */
interface Variable {
  readonly field: ResultField | 'template';
  readonly value: (context: ReportContext) => string;
}

/** The variables that any text of the template may have. */
export const TEMPLATE_VARIABLES: Readonly<Record<string, Variable>> = {
  a_name: { field: 'participants', value: ({ names }) => names.A },
  b_name: { field: 'participants', value: ({ names }) => names.B },
  mean_delta: { field: 'gap_summary.mean_delta', value: (context) => points(summary(context).mean_delta) },
  top_scale: {
    field: 'gap_summary.top_scale',
    value: (context) => SCALE_NAMES[summary(context).top_scale][context.language],
  },
  top_delta: { field: 'gap_summary.top_delta', value: (context) => points(summary(context).top_delta) },
  grade_words: {
    field: 'gap_summary.grade',
    value: (context) => context.template.grades[summary(context).grade][context.language],
  },
  packet_sha256: { field: 'packet.sha256', value: ({ source }) => source.result.packet.sha256 },
  code_ref: { field: 'packet.codeRef', value: ({ source }) => source.result.packet.codeRef },
  model_id: { field: 'packet.modelId', value: ({ source }) => source.result.packet.modelId },
  computed_on: {
    field: 'generatedAt',
    value: ({ source, language }) => DATES[language].format(source.result.generatedAt),
  },
  template_version: { field: 'template', value: ({ template }) => String(template.version) },
};

/** The variables of an `each` below `show: top_items`. */
export const ITEM_VARIABLES: Readonly<
  Record<string, (item: TopDeltaItem, context: ReportContext) => string>
> = {
  item_scale: ({ scale }, { language }) => SCALE_NAMES[scale][language],
  item_delta_a: ({ delta_a }) => points(delta_a),
  item_delta_b: ({ delta_b }) => points(delta_b),
};

/** The product is at home in Korea, and so are its dates. */
const DATES = {
  ko: new Intl.DateTimeFormat('ko-KR', { dateStyle: 'long', timeZone: 'Asia/Seoul' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Asia/Seoul' }),
};

const summary = ({ source }: ReportContext) => source.result.outputs.gap_summary;

/** The values of all of them. */
export function templateValues(context: ReportContext): Values {
  return Object.fromEntries(
    Object.entries(TEMPLATE_VARIABLES).map(([name, { value }]) => [name, value(context)]),
  );
}

/** The same, with those of one item. */
export function itemValues(item: TopDeltaItem, context: ReportContext): Values {
  return {
    ...templateValues(context),
    ...Object.fromEntries(
      Object.entries(ITEM_VARIABLES).map(([name, value]) => [name, value(item, context)]),
    ),
  };
}
