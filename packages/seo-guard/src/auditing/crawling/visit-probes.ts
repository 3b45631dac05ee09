import type { Exchange } from '../fetching/exchange.js';
import { pageOf, type Visit } from './visit.js';
import type { Probe } from './probe.js';

/** Asks all probes, so many at a time; two that ask the same are one. */
export async function visitProbes(
  probes: readonly Probe[],
  { exchange, concurrency }: { readonly exchange: Exchange; readonly concurrency: number },
): Promise<readonly Visit[]> {
  const different = [...new Map(probes.map((probe) => [keyOf(probe), probe])).values()];
  const visits: Visit[] = [];
  for (let at = 0; at < different.length; at += concurrency) {
    const batch = different.slice(at, at + concurrency);
    visits.push(...(await Promise.all(batch.map((probe) => visit(exchange, probe)))));
  }
  return visits;
}

function keyOf({ question: { method = 'GET', url } }: Probe): string {
  return `${method} ${url.href}`;
}

async function visit(exchange: Exchange, { name, question }: Probe): Promise<Visit> {
  const answer = await exchange.ask(question);
  return {
    kind: 'probe',
    probe: name,
    answer,
    ...('status' in answer && { page: pageOf(answer) }),
  };
}
