import type { Questionnaire } from './probe-couple.js';

/** The questions that this build asks. Loaded when they are needed: it takes half a second. */
export async function readQuestionnaire(): Promise<Questionnaire> {
  const { ITEMS, SCALES } = await import('@couplekit/couple-core');
  return { items: ITEMS.map(({ code, max }) => ({ code, max })), scales: SCALES };
}
