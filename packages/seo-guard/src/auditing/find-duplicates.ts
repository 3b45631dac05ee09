import type { Answered } from './crawling/visit.js';
import { isAnswered } from './crawling/visit.js';
import type { Probe } from './crawling/probe.js';
import { visitProbes } from './crawling/visit-probes.js';
import { mediaTypeOf } from './fetching/answer.js';
import type { Exchange } from './fetching/exchange.js';
import type { Evidence } from './judging/evidence.js';
import type { Finding } from './judging/finding.js';
import { judgeDuplicate, variantsOf } from './judging/judge-duplicate.js';

/** A router treats all pages alike: so many tell. */
const MAX_PAGES = 50;

/** Asks for pages that could be indexed under other spellings of their path, and judges what comes. */
export async function findDuplicates(
  indexable: readonly Answered[],
  evidence: Evidence,
  asking: { readonly exchange: Exchange; readonly concurrency: number },
): Promise<readonly Finding[]> {
  const originals = indexable.filter(({ answer }) => mediaTypeOf(answer) === 'text/html').slice(0, MAX_PAGES);
  const pairs = originals.flatMap((original) =>
    variantsOf(new URL(original.answer.url))
      .filter(({ href }) => !evidence.pages.has(href))
      .map((url) => ({ original, probe: probeOf(url) })),
  );
  const visits = await visitProbes(pairs.map(({ probe }) => probe), asking); // prettier-ignore
  const byUrl = new Map(visits.map((visit) => [visit.answer.url, visit]));
  return pairs.flatMap(({ original, probe }) => {
    const variant = byUrl.get(probe.question.url.href);
    return variant && isAnswered(variant) ? judgeDuplicate(variant, original, evidence) : [];
  });
}

function probeOf(url: URL): Probe {
  return { name: /[a-z]/.test(url.pathname) ? 'trailing-slash' : 'uppercase', question: { url } };
}
