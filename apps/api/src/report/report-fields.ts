import type { CoupleResult, ReportSource } from '@couplekit/couple-core';

type Outputs = CoupleResult['outputs'];
type Paths<Prefix extends string, T> = `${Prefix}.${keyof T & string}`;

/** Everything that there is to tell about a couple's result: the fields of the result, and whom it is about. */
export type ResultField =
  | keyof Omit<ReportSource, 'result'>
  | keyof Omit<Outputs, 'deltas' | 'gap_summary'>
  | Paths<'deltas', Outputs['deltas']>
  | Paths<'gap_summary', Outputs['gap_summary']>
  | keyof Omit<CoupleResult, 'outputs' | 'packet'>
  | Paths<'packet', CoupleResult['packet']>;

/**
 * Which of it belongs into the report, in one place: `true`, or why not. A field that the result gains has to be decided on here
 * before anything compiles; `checkReportSync` finds one that the template does not use.
 */
export const REPORT_FIELDS: Readonly<Record<ResultField, true | string>> = {
  participants: true,
  scales: true,
  'deltas.scales': true,
  'deltas.items':
    'The five widest are told as top_delta_items; a list of all 48 would invite to settle accounts.',
  flags: true,
  insights: true,
  top_delta_items: true,
  'gap_summary.mean_delta': true,
  'gap_summary.top_scale': true,
  'gap_summary.top_delta': true,
  'gap_summary.grade': true,
  kState: 'It is about what friends said, which is no part of this report.',
  'packet.sha256': true,
  'packet.codeRef': true,
  'packet.modelId': true,
  'packet.createdAt': 'It is the moment that generatedAt tells.',
  generatedAt: true,
};

/** The fields that are really there, by the same paths. */
export function fieldsOf({ result, ...session }: ReportSource): readonly string[] {
  const { outputs, packet, ...rest } = result;
  const { deltas, gap_summary, ...lists } = outputs;
  const below = (prefix: string, value: object | undefined) =>
    Object.keys(value ?? {}).map((key) => `${prefix}.${key}`);
  return [
    ...[session, rest, lists].flatMap((part) => Object.keys(part)),
    ...below('deltas', deltas),
    ...below('gap_summary', gap_summary),
    ...below('packet', packet),
  ];
}
