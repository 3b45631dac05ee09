import { IMAGE_PREVIEWS, mergeRules, NO_RESTRICTION, type RobotsRule } from './robots-directives.js';

/** Rules by the crawler they are for; the empty name is every crawler. */
export type RobotsPolicy = ReadonlyMap<string, RobotsRule>;

/** A policy for every crawler. */
export const policyOf = (rule: RobotsRule): RobotsPolicy => new Map([['', rule]]);

/** Both policies at once, crawler by crawler. */
export function mergePolicies(a: RobotsPolicy, b: RobotsPolicy): RobotsPolicy {
  const merged = new Map(a);
  for (const [bot, rule] of b) merged.set(bot, mergeRules(merged.get(bot) ?? NO_RESTRICTION, rule));
  return merged;
}

/**
 * Reads one `X-Robots-Tag` line: directives, then optionally groups that begin with a crawler's name and a colon. Unknown
 * directives are kept; a value that makes no sense counts as the most restrictive one of its directive.
 */
export function parseRobotsTag(line: string): RobotsPolicy {
  const groups = new Map<string, string[]>([['', []]]);
  let bot = '';
  for (const part of splitDirectives(line)) {
    const named = /^([^\s:,]+)\s*:\s*(.*)$/s.exec(part);
    const startsGroup = named?.[1] !== undefined && !VALUED.has(named[1].toLowerCase());
    if (startsGroup) bot = named[1]?.toLowerCase() ?? '';
    groups.set(bot, [...(groups.get(bot) ?? []), (startsGroup ? (named[2] ?? '') : part).trim()]);
  }
  return new Map(
    [...groups].filter(([, group]) => group.length > 0).map(([name, group]) => [name, parseGroup(group)]),
  );
}

function parseGroup(directives: readonly string[]): RobotsRule {
  const rule = directives.map(parseDirective).reduce(mergeRules, NO_RESTRICTION);
  const names = new Set(directives.map((directive) => directive.toLowerCase()));
  const embedded = rule.index === 0 && names.has('indexifembedded') && !names.has('none');
  return embedded ? { ...rule, index: 1 } : rule;
}

const VALUED = new Set(['max-snippet', 'max-image-preview', 'max-video-preview', 'unavailable_after']);

/** Splits at commas, but not at the one behind the weekday of an RFC 9110 date. */
function splitDirectives(line: string): string[] {
  return line.split(/(?<!:\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*),/i).map((part) => part.trim()).filter(Boolean); // prettier-ignore
}

function parseDirective(text: string): RobotsRule {
  const [name = '', ...rest] = text.split(':');
  const value = rest.join(':').trim();
  const directive = name.trim().toLowerCase();
  switch (directive) {
    case '':
    case 'all':
    case 'index':
    case 'follow':
      return NO_RESTRICTION;
    case 'none':
      return { ...NO_RESTRICTION, index: 0, switches: new Set(['nofollow']) };
    case 'noindex':
      return { ...NO_RESTRICTION, index: 0 };
    case 'indexifembedded':
      // Says something only together with the noindex of its group.
      return NO_RESTRICTION;
    case 'nosnippet':
      return { ...NO_RESTRICTION, maxSnippet: 0 };
    case 'max-snippet':
      return { ...NO_RESTRICTION, maxSnippet: parseLimit(value) };
    case 'max-video-preview':
      return { ...NO_RESTRICTION, maxVideoPreview: parseLimit(value) };
    case 'max-image-preview':
      return {
        ...NO_RESTRICTION,
        maxImagePreview: Math.max(
          0,
          IMAGE_PREVIEWS.findIndex((preview) => preview === value),
        ),
      };
    case 'unavailable_after':
      return { ...NO_RESTRICTION, unavailableAfter: Date.parse(value) || 0 };
    default:
      return { ...NO_RESTRICTION, switches: new Set([directive]) };
  }
}

function parseLimit(value: string): number {
  if (value === '-1') return Infinity;
  return /^\d+$/.test(value) ? Number(value) : 0;
}

/** One line for a policy, directives in a fixed order, every crawler's before those of single ones; empty for no restriction. */
export function formatRobotsTag(policy: RobotsPolicy): string {
  return [...policy]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([bot, rule]) => ({ bot, text: formatRule(rule) }))
    .filter(({ text }) => text !== '')
    .map(({ bot, text }) => (bot === '' ? text : `${bot}: ${text}`))
    .join(', ');
}

function formatRule(rule: RobotsRule): string {
  const finite = (name: string, value: number, text = String(value)) =>
    value === Infinity ? [] : [`${name}: ${text}`];
  return [
    ...(rule.index < 2 ? ['noindex'] : []),
    ...(rule.index === 1 ? ['indexifembedded'] : []),
    ...[...rule.switches].toSorted(),
    ...(rule.maxSnippet === 0 ? ['nosnippet'] : finite('max-snippet', rule.maxSnippet)),
    ...finite('max-image-preview', rule.maxImagePreview, IMAGE_PREVIEWS[rule.maxImagePreview]),
    ...finite('max-video-preview', rule.maxVideoPreview),
    ...(rule.unavailableAfter === Infinity ? [] : [`unavailable_after: ${isoDate(rule.unavailableAfter)}`]),
  ].join(', ');
}

/** ISO 8601 has no comma, which a list of directives could be split at. */
function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
