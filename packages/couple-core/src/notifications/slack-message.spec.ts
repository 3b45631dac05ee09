import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slackMessage } from './slack-message.js';

const style = { label: 'couplekit', incidentUrl: undefined, titles: {} };
const facts = {
  count: 3,
  from: Date.UTC(2026, 10, 23, 15, 0),
  to: Date.UTC(2026, 10, 23, 15, 10),
  requestIds: ['a-1', 'a-2'],
  actors: ['participant:A'],
  codeRefs: ['v1'],
};
const alert = { slug: 'internal', useCase: 'result.compute', kind: 'first', facts } as const;

describe('a message', () => {
  it('says in Korean what happened, when in Seoul, and to which requests', () => {
    const message = slackMessage(alert, style);
    expect(message.text).toBe('🚨 [couplekit] 서버 내부 오류 발생 3건');
    const text = JSON.stringify(message.blocks);
    for (const part of [
      '2026-11-24 00:00:00 ~ 2026-11-24 00:10:00',
      '`a-1` `a-2`',
      '`participant:A`',
      'Internal error',
    ])
      expect(text).toContain(part);
  });

  it('links requests to where they can be looked up', () => {
    const message = slackMessage(alert, { ...style, incidentUrl: 'https://ops.example/?q={request_id}&x=1' });
    expect(JSON.stringify(message.blocks)).toContain('<https://ops.example/?q=a-1&amp;x=1|a-1>');
  });

  it('stays within the limits of Slack, and cannot be made to mention anybody', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3_000 });
    const some = fc.array(text, { maxLength: 5 });
    fc.assert(
      fc.property(
        fc.record({ slug: text, useCase: text, requestIds: some, actors: some, codeRefs: some }),
        (given) => {
          const { slug, useCase, ...lists } = given;
          const hostile = { slug: `${slug}<!channel>`, useCase, kind: 'digest', facts: { ...facts, ...lists, requestIds: [...lists.requestIds, '<@U1>'] } } as const; // prettier-ignore
          const { blocks } = slackMessage(hostile, style);
          for (const block of blocks) {
            if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
            const parts =
              block.type === 'section' ? block.fields : block.type === 'context' ? block.elements : [];
            for (const { text: shown } of parts) {
              expect(shown.length).toBeLessThanOrEqual(2_000);
              expect(shown).not.toMatch(/<[!@#]/);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
