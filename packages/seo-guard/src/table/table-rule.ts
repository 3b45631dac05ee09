import { NOINDEX_NOFOLLOW, ruleOf } from '../robots/robots-directives.js';
import { mergePolicies, policyOf, type RobotsPolicy } from '../robots/robots-policy.js';
import { compilePattern, type PathPattern } from './path-pattern.js';
import type { PathRule } from './path-rule.js';

/** A rule, checked, and where it was declared. */
export interface TableRule {
  readonly path: string;
  /** Whether it holds for its paths only, or for everything below them too. */
  readonly reach: 'path' | 'below';
  /** For people: `rule /share{/*path}`, `@NoIndex() ResultsController.result`. */
  readonly source: string;
  readonly pattern: PathPattern;
  readonly policy: RobotsPolicy;
  readonly sensitive: boolean;
  readonly cacheable: boolean;
}

/** Where a rule is from, and how far it reaches. */
export interface RuleOrigin {
  readonly source: string;
  /** What an error calls it. @default its source */
  readonly name?: string;
  /** @default 'path' */
  readonly reach?: 'path' | 'below';
}

/**
 * A rule as the table takes it: a sensitive page is for no crawler.
 * @throws {TypeError} naming the rule, and what of it cannot be used
 */
export function tableRule(rule: PathRule, { source, name = source, reach = 'path' }: RuleOrigin): TableRule {
  try {
    const { path, sensitive = false, cacheable = false } = rule;
    const pattern = compilePattern(path, reach);
    assertSwitch('sensitive', sensitive);
    assertSwitch('cacheable', cacheable);
    return { path, reach, source, pattern, policy: policyOfRule(rule), sensitive, cacheable };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`seo-guard: ${name}: ${reason}`, { cause });
  }
}

function policyOfRule({ robots = {}, bot, sensitive }: PathRule): RobotsPolicy {
  if (bot !== undefined && !BOT.test(bot)) {
    throw new RangeError('bot must be the name of a crawler, such as googlebot.');
  }
  const own = policyOf(ruleOf(robots), bot);
  return sensitive ? mergePolicies(own, policyOf(ruleOf(NOINDEX_NOFOLLOW))) : own;
}

function assertSwitch(name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw new RangeError(`${name} must be true or false.`);
}

/** A product token (RFC 9110 section 10.1.5) that cannot be taken for a directive with a value. */
const BOT = /^(?!(?:max-snippet|max-image-preview|max-video-preview|unavailable_after)$)[\w.-]+$/i;
