import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

export const DEPLOY = join(import.meta.dirname, '..', '..', '..', '..', 'deploy');

/** An expression of a rule or of a panel. */
export interface WatchedExpression {
  /** Where it stands, for people. */
  readonly at: string;
  readonly expr: string;
  /** Of a recording rule. */
  readonly record?: string;
}

interface RuleFile {
  readonly groups: readonly {
    readonly rules: readonly { readonly record?: string; readonly alert?: string; readonly expr: string }[];
  }[];
}
export interface Dashboard {
  readonly uid: string;
  readonly panels: readonly {
    readonly title: string;
    readonly description?: string;
    readonly targets: readonly { readonly expr?: string; readonly query?: string }[];
  }[];
}

export function ruleExpressions(): readonly WatchedExpression[] {
  return globSync('prometheus/*.rules.yml', { cwd: DEPLOY }).flatMap((file) =>
    (parse(readFileSync(join(DEPLOY, file), 'utf8')) as RuleFile).groups
      .flatMap(({ rules }) => rules)
      .map(({ record, alert, expr }) => ({
        at: `${basename(file)}: ${record ?? alert ?? ''}`,
        expr,
        ...(record && { record }),
      })),
  );
}

export function dashboards(): readonly Dashboard[] {
  return globSync('grafana/dashboards/*.json', { cwd: DEPLOY }).map(
    (file) => JSON.parse(readFileSync(join(DEPLOY, file), 'utf8')) as Dashboard,
  );
}

export function panelExpressions(): readonly WatchedExpression[] {
  return dashboards().flatMap(({ uid, panels }) =>
    panels.flatMap(({ title, targets }) =>
      targets.flatMap(({ expr }) => (expr === undefined ? [] : [{ at: `${uid}: ${title}`, expr }])),
    ),
  );
}
