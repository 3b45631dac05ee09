import { VITALS_DEVICES, VITALS_METRICS, type VitalsMetric } from '../vitals-sample.js';

/**
 * `v6-1790000000000-4816290137745`: version of the library, time of the page view, random number. Source:
 * https://github.com/GoogleChrome/web-vitals/blob/main/src/lib/generateUniqueID.ts
 */
const METRIC_ID = /^v\d{1,2}-\d{13}-\d{13}$/;

/** Source: https://github.com/GoogleChrome/web-vitals#metric */
const RATINGS: readonly unknown[] = ['good', 'needs-improvement', 'poor'];
const NAVIGATIONS: readonly unknown[] = [
  'navigate',
  'reload',
  'back-forward',
  'back-forward-cache',
  'prerender',
  'restore',
  'soft-navigation',
];

/** Ten minutes: longer than a person waits. Ours, and far above everything that a limit depends on. */
const LONGEST_MS = 600_000;

/** Several windows of layout shifts would have to cover the viewport a hundred times. Ours. */
const LARGEST_CLS = 100;

/** A member that breaks its rule, and the rule in words that do not repeat what was sent. */
export interface BrokenRule {
  readonly member: string;
  readonly rule: string;
}

interface MemberRule {
  readonly member: string;
  readonly rule: string;
  readonly optional?: boolean;
  readonly holds: (value: unknown, item: Readonly<Record<string, unknown>>) => boolean;
}

const RULES: readonly MemberRule[] = [
  {
    member: 'name',
    rule: `must be one of ${VITALS_METRICS.join(', ')}`,
    holds: (value) => (VITALS_METRICS as readonly unknown[]).includes(value),
  },
  {
    member: 'id',
    rule: 'must be an id of the web-vitals library',
    holds: (value) => typeof value === 'string' && METRIC_ID.test(value),
  },
  {
    member: 'value',
    rule: `must be a number from 0 to ${LONGEST_MS}, for CLS to ${LARGEST_CLS}`,
    holds: (value, { name }) => isNumber(value) && value >= 0 && value <= largest(name),
  },
  {
    member: 'delta',
    rule: 'must be a number no larger than a value can be',
    optional: true,
    holds: (value, { name }) => isNumber(value) && Math.abs(value) <= largest(name),
  },
  {
    member: 'rating',
    rule: `must be one of ${RATINGS.join(', ')}`,
    optional: true,
    holds: (value) => RATINGS.includes(value),
  },
  {
    member: 'navigationType',
    rule: `must be one of ${NAVIGATIONS.join(', ')}`,
    optional: true,
    holds: (value) => NAVIGATIONS.includes(value),
  },
  {
    member: 'page',
    rule: 'must be a path that begins with a slash, or an http or https URL',
    holds: (value) => typeof value === 'string',
  },
  {
    member: 'device',
    rule: `must be one of ${VITALS_DEVICES.join(', ')}`,
    holds: (value) => (VITALS_DEVICES as readonly unknown[]).includes(value),
  },
  {
    member: 'build',
    rule: 'must be a build as the page was given it',
    optional: true,
    holds: (value) => typeof value === 'string',
  },
];

const MEMBERS: readonly string[] = RULES.map(({ member }) => member);

/** The first rule that an item of a report breaks. */
export function brokenRule(item: Readonly<Record<string, unknown>>): BrokenRule | undefined {
  const unknown = Object.keys(item).some((key) => !MEMBERS.includes(key));
  if (unknown) return { member: 'members', rule: `must be among ${MEMBERS.join(', ')}` };
  return RULES.find(({ member, optional = false, holds }) => {
    if (!Object.hasOwn(item, member)) return !optional;
    return !holds(item[member], item);
  });
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function largest(name: unknown): number {
  return (name as VitalsMetric) === 'CLS' ? LARGEST_CLS : LONGEST_MS;
}
