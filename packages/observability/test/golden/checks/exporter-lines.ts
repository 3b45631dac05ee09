import { textOf, type Findings } from '../evidence.js';
import type { LogLine } from '../log-tail.js';

const WARN = 40;

/** The log of each service tells of each change of its exporter once, and of nothing else that goes wrong outside of requests. */
export function exporterLineFindings(lines: readonly LogLine[]): Findings {
  const outside = lines.filter(({ fields }) => !('request_id' in fields));
  const transitions = outside.filter(({ fields }) => fields['event'] === 'exporter_health');
  const others = outside.filter(
    (line) => Number(line.fields['level']) >= WARN && !transitions.includes(line),
  );
  const chains = Map.groupBy(transitions, ({ service }) => service);
  return [
    ...others.map(({ service, raw }) => `${service}: ${raw}`),
    ...[...chains].flatMap(([service, chain]) => chainFindings(service, chain)),
  ];
}

/** Each transition begins where the one before ended, and moves; the first line is that of the start. */
function chainFindings(service: string, chain: readonly LogLine[]): Findings {
  let state: string | undefined;
  return chain.flatMap(({ fields, raw }) => {
    const [from, to, level] = [textOf(fields, 'from'), textOf(fields, 'to'), fields['level']];
    const isRight =
      state === undefined
        ? from === to && level === 30
        : from === state && to !== state && level === (to === 'ok' ? 30 : WARN);
    state = to;
    return isRight ? [] : [`${service}: ${raw}`];
  });
}
