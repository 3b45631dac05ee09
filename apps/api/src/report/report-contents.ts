import { FLAG_INSIGHTS, HELP_RESOURCES, SCALE_NAMES, SCALES, STATEMENTS, type Flag, type Insight, type ScaleCode } from '@couplekit/couple-core'; // prettier-ignore
import { deltaHeatmapPicture } from '../pictures/delta-heatmap.js';
import { radarPicture } from '../pictures/radar.js';
import { fillText } from './fill-text.js';
import type { ReportContent } from './report-content.js';
import type { ReportContext } from './report-context.js';
import type { ResultField } from './report-fields.js';
import type { ReportTemplateSection } from './report-template.js';
import type { ReportCard, Shown } from './report.js';
import { itemValues } from './template-variables.js';

/** How something to show comes about. */
interface Content {
  /** The fields of the result that it tells. */
  readonly fields: readonly ResultField[];
  /** Empty when there is nothing to show. */
  readonly show: (context: ReportContext, section: ReportTemplateSection) => Shown;
}

/** Everything that a section can show. */
export const CONTENTS: Readonly<Record<ReportContent, Content>> = {
  flags: {
    fields: ['flags'],
    show: ({ source, language }) =>
      some('cards', source.result.outputs.flags.map(({ code }) => card(flagInsight(code), language))), // prettier-ignore
  },
  radar: {
    fields: ['scales'],
    show: (context) => ({ picture: radarPicture(pictureInput(context)) }),
  },
  delta_heatmap: {
    fields: ['deltas.scales'],
    show: (context) => ({ picture: deltaHeatmapPicture(pictureInput(context)) }), // prettier-ignore
  },
  top_items: {
    fields: ['top_delta_items'],
    show: (context, { each }) => ({
      statements: context.source.result.outputs.top_delta_items.map((item) => ({
        code: item.code,
        statement: STATEMENTS[context.language][item.code].self,
        note: each ? fillText(each[context.language], itemValues(item, context)) : '',
      })),
    }),
  },
  insights: {
    fields: ['insights'],
    // Those about flags stand among the flags already.
    show: ({ source, language }) =>
      some('cards', source.result.outputs.insights.filter(({ about }) => isScale(about)).map((insight) => card(insight, language))), // prettier-ignore
  },
  prompts: {
    fields: ['deltas.scales'],
    show: ({ source, template, language }) => ({
      questions: [...widestScales(source.result.outputs.deltas.scales).map((scale) => template.prompts[scale]), template.closing_prompt].map((question) => question[language]), // prettier-ignore
    }),
  },
  glossary: {
    fields: [],
    show: ({ template: { glossary }, language }) => ({
      terms: [
        ...glossary.terms,
        ...SCALES.map((scale) => ({ term: SCALE_NAMES[scale], meaning: glossary.scales[scale] })),
      ].map(({ term, meaning }) => ({ term: term[language], meaning: meaning[language] })),
    }),
  },
};

const pictureInput = ({ source, language, pictureNames }: ReportContext) => ({
  names: pictureNames,
  outputs: source.result.outputs,
  language,
});

const PROMPTS = 3;

function widestScales(deltas: ReportContext['source']['result']['outputs']['deltas']['scales']) {
  const widest = (scale: ScaleCode) => Math.max(deltas[scale].a, deltas[scale].b);
  return SCALES.toSorted((x, y) => widest(y) - widest(x)).slice(0, PROMPTS);
}

/** Whatever the insights of the result have room for, each flag has its words, and SAFETY its help. */
function flagInsight(code: Flag['code']): Insight {
  return { about: code, ...FLAG_INSIGHTS[code], help: code === 'SAFETY' ? HELP_RESOURCES : [] };
}

function card({ about, title, body, help }: Insight, language: ReportContext['language']): ReportCard {
  return {
    about,
    title: title[language],
    body: body[language],
    help: help.map(({ name, phone, note }) => ({ name: name[language], phone, note: note?.[language] ?? '' })), // prettier-ignore
  };
}

const isScale = (about: string): boolean => (SCALES as readonly string[]).includes(about);

const some = (name: 'cards', list: readonly ReportCard[]): Shown => (list.length > 0 ? { [name]: list } : {});
