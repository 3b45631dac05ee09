import type { RobotsPolicy } from './robots-policy.js';
import { IMAGE_PREVIEWS, restricts, type RobotsRule } from './robots-rule.js';

/** One line for a policy, directives in a fixed order, every crawler's before those of single ones; empty for no restriction. */
export function formatRobotsTag(policy: RobotsPolicy): string {
  return [...policy]
    .filter(([, rule]) => restricts(rule))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([bot, rule]) => (bot === '' ? formatRule(rule) : `${bot}: ${formatRule(rule)}`))
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
