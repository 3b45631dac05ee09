import { parseRobotsDate } from './robots-date.js';
import type { RobotsPolicy } from './robots-policy.js';
import { IMAGE_PREVIEWS, mergeRules, NO_RESTRICTION, type RobotsRule } from './robots-rule.js';

/**
 * Reads the `X-Robots-Tag` lines of one response: each has directives, then optionally groups that begin with a crawler's name
 * and a colon. Unknown directives are kept; a value that makes no sense counts as the most restrictive one of its directive.
 */
export function parseRobotsTag(lines: string | readonly string[]): RobotsPolicy {
  const groups = new Map<string, string[]>();
  for (const line of [lines].flat()) {
    let bot = '';
    for (const part of splitDirectives(line)) {
      const [, name, first] = GROUP.exec(part) ?? [];
      if (name !== undefined) bot = name.toLowerCase();
      const group = groups.get(bot) ?? [];
      groups.set(bot, [...group, first ?? part]);
    }
  }
  return new Map([...groups].map(([name, group]) => [name, parseGroup(group)]));
}

/** A crawler's name, a colon and the first directive; a directive that has a value is no crawler. */
const GROUP =
  /^(?!(?:max-snippet|max-image-preview|max-video-preview|unavailable_after)\s*:)([^\s:]+)\s*:\s*(.*)$/is;

/** Splits at commas, but not at the one behind the weekday of a date. */
function splitDirectives(line: string): string[] {
  return line.split(/(?<!:\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*),/i).map((part) => part.trim()).filter(Boolean); // prettier-ignore
}

function parseGroup(directives: readonly string[]): RobotsRule {
  const rule = directives.map(parseDirective).reduce(mergeRules, NO_RESTRICTION);
  const names = new Set(directives.map((directive) => directive.toLowerCase()));
  // Says something only together with the noindex of its group.
  const embedded = rule.index === 0 && names.has('indexifembedded') && !names.has('none');
  return embedded ? { ...rule, index: 1 } : rule;
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
    case 'indexifembedded':
      return NO_RESTRICTION;
    case 'none':
      return { ...NO_RESTRICTION, index: 0, switches: new Set(['nofollow']) };
    case 'noindex':
      return { ...NO_RESTRICTION, index: 0 };
    case 'nosnippet':
      return { ...NO_RESTRICTION, maxSnippet: 0 };
    case 'max-snippet':
      return { ...NO_RESTRICTION, maxSnippet: parseLimit(value) };
    case 'max-video-preview':
      return { ...NO_RESTRICTION, maxVideoPreview: parseLimit(value) };
    case 'max-image-preview':
      return { ...NO_RESTRICTION, maxImagePreview: parsePreview(value.toLowerCase()) };
    case 'unavailable_after':
      return { ...NO_RESTRICTION, unavailableAfter: parseRobotsDate(value) ?? 0 };
    default:
      return { ...NO_RESTRICTION, switches: new Set([directive]) };
  }
}

function parseLimit(value: string): number {
  if (value === '-1') return Infinity;
  return /^\d{1,15}$/.test(value) ? Number(value) : 0;
}

function parsePreview(value: string): number {
  return Math.max(0, IMAGE_PREVIEWS.findIndex((preview) => preview === value)); // prettier-ignore
}
