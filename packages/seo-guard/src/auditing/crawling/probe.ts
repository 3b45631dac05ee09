import type { Question } from '../fetching/exchange.js';
import type { AuditedRule } from '../table/audited-table.js';
import { examplePath, PROBE } from './example-path.js';

/** A way to ask for a path on which a header is easily lost. */
export type ProbeName =
  | 'below'
  | 'trailing-slash'
  | 'uppercase'
  | 'encoded'
  | 'query'
  | 'head'
  | 'options'
  | 'malformed-url'
  | 'malformed-json';

export interface Probe {
  readonly name: ProbeName;
  readonly question: Question;
}

/**
 * The probes of one rule, beside its example path, which is crawled; without those that send a body when only reading is
 * allowed.
 */
export function probesOf(rule: AuditedRule, base: URL, readOnly: boolean): readonly Probe[] {
  const path = examplePath(rule.path);
  const asked = (name: ProbeName, target: string, question: Omit<Question, 'url'> = {}): Probe => ({
    name,
    question: { ...question, url: new URL(`${base.origin}${target}`) },
  });
  const open = path.replace(/\/+$/, '');
  const probes = [
    asked('below', `${open}/${PROBE}-below`),
    asked('trailing-slash', `${open}/`),
    asked('uppercase', path.toUpperCase()),
    asked(
      'encoded',
      path.replace(/[a-z]/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    ),
    asked('query', `${path}?${PROBE}=1`),
    asked('head', path, { method: 'HEAD' }),
    asked('options', path, { method: 'OPTIONS' }),
    asked('malformed-url', `${open}/%E0%A4%A`),
  ];
  if (readOnly) return probes;
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":' };
  return [...probes, asked('malformed-json', path, json)];
}
