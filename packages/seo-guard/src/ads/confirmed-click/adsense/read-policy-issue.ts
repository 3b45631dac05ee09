import { AdSenseError } from './adsense-error.js';
import type { PolicyIssue, PolicyTopic } from './policy-issue.js';
import { asList, asObject, asText, isObject } from './read-json.js';

const NAME = /^accounts\/[^/?#\s]+\/policyIssues\/[^/?#\s]+$/;

/**
 * Reads one issue as the API writes it. Words that Google may add one day stay as they are.
 * @throws {AdSenseError} `unavailable` when it has no name or site: half an issue is worse than none
 */
export function readPolicyIssue(value: unknown): PolicyIssue {
  const issue = asObject(value, 'A policy issue');
  const name = asText(issue['name']);
  const site = asText(issue['site']);
  if (name === undefined || !NAME.test(name) || site === undefined) {
    throw new AdSenseError('unavailable', 'A policy issue has no valid name or no site.');
  }
  return {
    name,
    site,
    entityType: asText(issue['entityType']) ?? 'ENTITY_TYPE_UNSPECIFIED',
    siteSection: asText(issue['siteSection']),
    uri: asText(issue['uri']),
    action: asText(issue['action']) ?? 'ENFORCEMENT_ACTION_UNSPECIFIED',
    topics: asList(issue['policyTopics'], 'policyTopics').map(readTopic),
    adClients: asList(issue['adClients'], 'adClients').flatMap((client) => asText(client) ?? []),
    adRequestCount: readCount(issue['adRequestCount']),
    firstDetected: readDate(issue['firstDetectedDate']),
    lastDetected: readDate(issue['lastDetectedDate']),
    escalatesOn: readDate(issue['warningEscalationDate']),
  };
}

function readTopic(value: unknown): PolicyTopic {
  const topic = asObject(value, 'A policy topic');
  return {
    topic: asText(topic['topic']) ?? '',
    type: asText(topic['type']) ?? 'POLICY_TOPIC_TYPE_UNSPECIFIED',
    mustFix: topic['mustFix'] === true,
  };
}

/** 64-bit numbers are texts in Google's JSON. */
function readCount(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : asText(value);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * A `google.type.Date`. One without a day or a year is no date that anything could be decided on.
 * @see https://github.com/googleapis/googleapis/blob/master/google/type/date.proto
 */
function readDate(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const [year, month, day] = [Number(value['year']), Number(value['month']), Number(value['day'])];
  const time = Date.UTC(year, month - 1, day);
  if (!(year >= 1 && month >= 1 && day >= 1) || Number.isNaN(time)) return undefined;
  const text = new Date(time).toISOString().slice(0, 10);
  // The 31st of February is no day.
  return Number(text.slice(8)) === day ? text : undefined;
}
