import { parser } from '@prometheus-io/lezer-promql';

export interface NamedInPromql {
  readonly metrics: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

/**
 * What an expression reads.
 * @throws {SyntaxError} when it is not PromQL
 */
export function namedInPromql(expression: string): NamedInPromql {
  const source = expression.replaceAll('$__rate_interval', '5m');
  const metrics = new Set<string>();
  const labels = new Set<string>();
  parser.parse(source).iterate({
    enter: ({ name, from, to, type }) => {
      const text = source.slice(from, to);
      if (type.isError) throw new SyntaxError(`not PromQL at ${from}: ${expression}`);
      if (name === 'Identifier') metrics.add(text);
      if (name === 'LabelName') labels.add(text);
    },
  });
  return { metrics, labels };
}
