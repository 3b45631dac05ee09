import type { Snapshot } from './in-page/kit.js';
import type { PageState } from './page-layout.js';

/** What was seen at one moment, under a name. */
export function stateOf(
  name: string,
  phase: PageState['phase'],
  { scrollY, slots, elements }: Snapshot,
): PageState {
  return { name, phase, scrollY, slots, elements };
}
