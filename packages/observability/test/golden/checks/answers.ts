import type { Evidence, Findings } from '../evidence.js';
import type { SentRequest } from '../send-load.js';

/** Every request was answered as its kind should be, whatever the collector did, and told its id once. */
export function answerFindings({ requests }: Evidence): Findings {
  return requests.flatMap((request) => {
    const { marker, kindName, outcome } = request;
    const status = request.kind.visits[0]?.status;
    const about = `${marker} (${kindName})`;
    if (outcome.status !== status) {
      return [`${about}: ${outcome.status ?? outcome.error} and not ${status ?? 'given up'}`];
    }
    return status === undefined ? [] : echoFindings(request, about);
  });
}

function echoFindings({ outcome: { echoes }, ownId }: SentRequest, about: string): Findings {
  if (echoes.length !== 1) return [`${about}: ${echoes.length} lines of X-Request-ID`];
  const [echo] = echoes;
  if (ownId !== undefined) return echo === ownId ? [] : [`${about}: its id is ${echo}, not its own ${ownId}`];
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(echo ?? '')
    ? []
    : [`${about}: ${echo} is no UUIDv7`];
}
