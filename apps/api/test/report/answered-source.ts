import { computeOutputs, ITEMS, type CompleteAnswers, type ReportSource } from '@couplekit/couple-core';

/** Every item answered, each with a value of its own between 0 and the largest. */
const answers = (step: number): CompleteAnswers =>
  Object.fromEntries(ITEMS.map(({ code, max }, index) => [code, (index * step + step) % (max + 1)])) as CompleteAnswers; // prettier-ignore

/** What a report is made of, without a database; names are the partners'. */
export function answeredSource(a = '하나', b = '두리'): ReportSource {
  return {
    participants: [
      { role: 'A', nickname: a },
      { role: 'B', nickname: b },
    ],
    result: {
      outputs: computeOutputs({ a_self: answers(1), a_guess: answers(2), b_self: answers(3), b_guess: answers(4) }), // prettier-ignore
      kState: { threshold: 3, current: 0, visible: false },
      packet: { sha256: 'ab'.repeat(32), codeRef: 'test-build', modelId: 'core_scoring.v1', createdAt: new Date('2026-11-26T15:00:00Z') }, // prettier-ignore
      generatedAt: new Date('2026-11-26T15:00:00Z'),
    },
  };
}
